import Simulator
import TraceChecker

/// A single fault of a run: what it hit, and when.
public struct FaultOccurrence: Hashable, Sendable {
  /// The decision that it happens.
  public let key: DecisionKey
  /// The time of its step, in microseconds.
  public internal(set) var time: Int
  /// The step at which it happened: the event that shows it, or the step that sent the message, or else the last one
  /// before. `0` before the first step.
  public internal(set) var step: Int
  /// The server that it hit, if it hit one.
  public internal(set) var server: Int?
  /// The client whose request or answer it hit, if it hit one.
  public let client: Int?
  /// The message that it hit, if it hit one between servers.
  public let message: TraceMessage?
  /// The servers that a partition cut off, one bit a server; `0` if it is none, or cut only certain links.
  public internal(set) var group: UInt16 = 0

  /// The servers at the two ends of the link that it hit, if it hit one.
  public var link: (from: Int, to: Int)? { key.link }
}

/// Collects the faults of a run while it is made: a decision comes before the event that shows what it did.
struct FaultRecorder {
  /// The faults so far, in their order.
  private(set) var faults: [FaultOccurrence] = []
  /// The decisions of `faults`: some are asked for more than once.
  private var known: Set<DecisionKey> = []
  /// The last event, and the last step of a server.
  private var last = TraceEvent()
  private var lastStep = TraceEvent()
  /// Whether the next event may show what the last fault did.
  private var isWaiting = false

  /// Records that a decision was made.
  mutating func decide(_ key: DecisionKey, _ value: DecisionValue) {
    guard value == .happens(true), key.fault != nil, known.insert(key).inserted else { return }
    let message = message(of: key)
    faults.append(
      FaultOccurrence(
        key: key, time: last.time, step: message == nil ? last.sequence : lastStep.sequence, server: key.server,
        client: key.client, message: message))
    isWaiting = key.isOfRecurringFault
  }

  /// The message that a decision is about: the last step has sent it.
  private func message(of key: DecisionKey) -> TraceMessage? {
    guard let hash = key.messageHash else { return nil }
    return (0..<lastStep.sent.count).first { lastStep.sent.contentHash(at: $0) == hash }.map { lastStep.sent[$0] }
  }

  /// Records an event.
  mutating func record(_ event: TraceEvent) {
    if isWaiting, let fault = faults.indices.last { complete(&faults[fault], event) }
    isWaiting = false
    guard !event.action.isNote else { return }
    last = event
    if event.action.isServerStep { lastStep = event }
  }

  /// Completes a recurring fault by the event that shows it.
  private func complete(_ fault: inout FaultOccurrence, _ event: TraceEvent) {
    switch event.action {
    case .crash, .pause: fault.server = event.server
    case .partition: fault.group = event.group
    default: return
    }
    (fault.step, fault.time) = (event.sequence, event.time)
  }
}

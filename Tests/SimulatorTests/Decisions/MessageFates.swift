import Simulator

@testable import TraceChecker

/// What became of every message of a run, read from its trace: by link and content, in the order of sending.
struct MessageFates {
  /// The link and the content of a message.
  struct Content: Hashable {
    let from: Int
    let to: Int
    let hash: UInt64

    init(_ message: TraceMessage) { (from, to, hash) = (message.from, message.to, message.contentHash) }
  }

  enum Fate {
    case lost
    case onItsWay
    case onItsWayTwice
  }

  /// A message, by its content and the number of times that the content was sent.
  struct Sending: Hashable {
    let content: Content
    let count: Int
  }

  private(set) var fates: [Content: [Fate]] = [:]
  /// Every message in the order of sending.
  private(set) var sendings: [Sending] = []
  /// How long the messages took whose content was sent once, and which arrived.
  private(set) var delays: [Content: Int] = [:]
  private var sentAt: [Content: Int] = [:]
  /// What the last step sent and what the trace has not passed over yet.
  private var pending: ArraySlice<Content> = []
  private var stepTime = 0

  mutating func read(_ event: borrowing TraceEvent) {
    switch event.action {
    case .start, .timeout, .heartbeat, .request, .receive:
      if event.action == .receive { arrive(Content(event.message), event.time) }
      send(event)
    case .lose: settle(Content(event.message), .lost, event.time)
    case .duplicate: settle(Content(event.message), .onItsWayTwice, event.time)
    default: pending = []
    }
  }

  private mutating func send(_ event: borrowing TraceEvent) {
    stepTime = event.time
    var sent: [Content] = []
    for offset in 0..<event.sent.count { sent.append(Content(event.sent[offset])) }
    for content in sent {
      fates[content, default: []].append(.onItsWay)
      sendings.append(Sending(content: content, count: fates[content]?.count ?? 0))
      sentAt[content] = event.time
    }
    pending = sent[...]
  }

  private mutating func arrive(_ content: Content, _ time: Int) {
    guard fates[content] == [.onItsWay], delays[content] == nil else { return }
    delays[content] = time - (sentAt[content] ?? 0)
  }

  /// The trace records what becomes of a message directly after the step that sends it; what is lost later has arrived.
  private mutating func settle(_ content: Content, _ fate: Fate, _ time: Int) {
    guard time == stepTime, let place = pending.firstIndex(of: content), let count = fates[content]?.count else {
      return
    }
    let again = pending[(place + 1)...].count { $0 == content }
    fates[content]?[count - 1 - again] = fate
    pending = pending[(place + 1)...]
  }
}

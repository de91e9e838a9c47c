import Reporting
import TraceChecker

/// Prints the steps of a run in words, with what they send. A series of heartbeats and their answers that changes
/// nothing is one line.
final class StepPrinter {
  private let stream: OutputStream
  private let hasTime: Bool
  private let foldsHeartbeats: Bool
  private var filter: StepFilter
  private var showsNothing = true
  private var heartbeats: Series?
  /// The state of each server after its last step, by its number.
  private var states: [ServerState] = []
  private var indexes: [LeaderIndexes] = []

  /// Steps that change nothing.
  private struct Series {
    let first: TraceEvent
    /// The timers that the first step moved.
    var timers: [TraceEvent] = []
    var last: Int
    var count = 1

    init(_ first: TraceEvent) { (self.first, last) = (first, first.sequence) }
  }

  /// - Parameter hasTime: whether the time of a step means anything.
  init(_ stream: OutputStream, _ filter: StepFilter, foldsHeartbeats: Bool, hasTime: Bool) {
    self.stream = stream
    self.filter = filter
    self.foldsHeartbeats = foldsHeartbeats
    self.hasTime = hasTime
  }

  func show(_ event: TraceEvent) {
    let isIdle = foldsHeartbeats && changesNothing(event)
    guard filter.takes(event) else { return }
    showsNothing = false
    guard isIdle || event.action == .timer && heartbeats != nil else {
      printSeries()
      return write(event)
    }
    fold(event)
  }

  private func fold(_ event: TraceEvent) {
    guard var series = heartbeats.take() else { return heartbeats = Series(event) }
    if !event.action.isNote {
      series.count += 1
      series.last = event.sequence
    } else if series.count == 1 {
      series.timers.append(event)
    }
    heartbeats = series
  }

  /// Prints the series that has not ended yet, or that no step was printed.
  func finish() {
    printSeries()
    if showsNothing, !filter.typed.isEmpty { stream.writeLine("no step matches \(filter.typed)") }
  }

  private func printSeries() {
    guard let series = heartbeats.take() else { return }
    guard series.count > 1 else { return ([series.first] + series.timers).forEach(write) }
    let steps = "#\(series.first.sequence) to #\(series.last)"
    stream.writeLine("\(steps)  \(series.count) steps of heartbeats that change nothing")
  }

  private func write(_ event: TraceEvent) {
    stream.writeLine(EventText.line(event, hasTime: hasTime))
    guard event.action.isServerStep else { return }
    for place in 0..<event.sent.count {
      stream.writeLine("    sends \(MessageText.text(event.sent[place], namesReceiver: true))")
    }
  }

  /// Whether the step is one of a heartbeat, and leaves its server as it was. Takes note of the server's state.
  private func changesNothing(_ event: TraceEvent) -> Bool {
    guard event.action.isServerStep else { return false }
    while states.count <= event.server {
      states.append(ServerState())
      indexes.append(LeaderIndexes())
    }
    defer { (states[event.server], indexes[event.server]) = (event.state, event.indexes) }
    return isHeartbeat(event) && event.logKept == nil && event.state == states[event.server]
      && (event.action == .heartbeat || event.indexes == indexes[event.server])
      && (0..<event.sent.count).allSatisfy { Self.isHeartbeat(event.sent[$0]) }
  }

  private func isHeartbeat(_ event: TraceEvent) -> Bool {
    event.action == .heartbeat || event.action == .receive && Self.isHeartbeat(event.message)
  }

  private static func isHeartbeat(_ message: TraceMessage) -> Bool {
    message.kind == .appendRequest && message.entries.isEmpty || message.kind == .appendReply && message.success
  }
}

import RaftCore
import TraceChecker

/// What was reported of a server: its state after the last step that observers have seen. Where disks are slow, the
/// server itself is ahead of that.
struct ReportedState {
  private(set) var state = ServerState()
  private(set) var log: [TraceEntry] = []

  /// Takes note of a step that is reported. O(entries of the step).
  mutating func note(_ event: borrowing TraceEvent) {
    state = event.state
    guard let kept = event.logKept else { return }
    assert(kept <= log.count, "a step keeps \(kept) entries of a log of \(log.count)")
    log.removeLast(max(0, log.count - kept))
    log.append(contentsOf: event.appended)
  }
}

extension Host {
  /// Whether the logs that were reported of both servers begin with the same `length` entries. O(length).
  func reportsSameLog(_ length: Int, as other: borrowing Host, hasSlowDisk: Bool) -> Bool {
    if hasSlowDisk { return reported.log.prefix(length) == other.reported.log.prefix(length) }
    for index in 0..<length where server.entry(at: index + 1) != other.server.entry(at: index + 1) { return false }
    return true
  }
}

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

import RaftCore
import TraceChecker

/// What an observer sees of a server.
extension ServerCore {
  /// Fills in which server it is and its state, but for its log.
  @inline(__always)
  func describeState(in event: inout TraceEvent) {
    event.server = id
    event.state.term = currentTerm
    event.state.vote = votedFor ?? TraceEvent.none
    event.state.role = TraceAdapter.role(role)
    event.state.commit = commitIndex
  }

  /// Fills in what a leader knows of the `servers` of its cluster, and nothing for other roles.
  @inline(__always)
  package func describeIndexes(_ servers: Int, in indexes: inout LeaderIndexes) {
    guard role == .leader else { return indexes.removeAll() }
    indexes.begin(servers)
    for server in 0..<servers {
      let progress = progress(of: server)
      indexes.set(server, match: progress.match)
      indexes.set(server, next: progress.next)
    }
  }

  /// Fills in that the log was replaced after the index `kept`, if it was. O(entries written).
  @inline(__always)
  func describeLog(writtenAfter kept: LogIndex?, in event: inout TraceEvent) {
    event.logKept = kept
    while !event.appended.isEmpty { event.appended.removeLast() }
    guard let kept else { return }
    for index in kept..<lastIndex { event.appended.append(TraceAdapter.entry(entry(at: index + 1))) }
  }

  /// Fills in how the log differs from another one, whose entry at `index` is `entry(index)`. O(log).
  func describeLog(
    against lastIndex: LogIndex, _ entry: (_ index: LogIndex) -> TraceEntry, in event: inout TraceEvent
  ) {
    let shared = min(self.lastIndex, lastIndex)
    var kept = 0
    while kept < shared, TraceAdapter.entry(self.entry(at: kept + 1)) == entry(kept + 1) { kept += 1 }
    describeLog(writtenAfter: kept == self.lastIndex && kept == lastIndex ? nil : kept, in: &event)
  }
}

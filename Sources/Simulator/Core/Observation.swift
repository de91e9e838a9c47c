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

  /// Fills in the difference between the log and that of `other`. O(log).
  func describeLog(against other: Self, in event: inout TraceEvent) {
    let shared = min(lastIndex, other.lastIndex)
    var kept = 0
    while kept < shared, entry(at: kept + 1) == other.entry(at: kept + 1) { kept += 1 }
    describeLog(writtenAfter: kept == lastIndex && kept == other.lastIndex ? nil : kept, in: &event)
  }

  /// The log as a trace records it. O(log).
  var traceLog: [TraceEntry] { (0..<lastIndex).map { TraceAdapter.entry(entry(at: $0 + 1)) } }
}

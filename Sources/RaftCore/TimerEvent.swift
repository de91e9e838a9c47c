/// What happens in a step that may change the timers of a server (§5.2).
public enum TimerEvent: Hashable, Sendable, CaseIterable {
  /// The server starts or restarts.
  case started
  /// It becomes a candidate.
  case electionStarted
  /// It grants its vote as a follower.
  case voteGranted
  /// It receives a request of the leader of its term.
  case leaderHeard
  /// It becomes the leader.
  case electionWon
  /// It stops being the leader.
  case leadershipLost
  /// As the leader it sends heartbeats.
  case heartbeatsSent
}

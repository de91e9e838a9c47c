/// What can happen to a server: each is one atomic action of the specification. A restart is `Server.init(restoring:)`.
public enum Input: Hashable, Sendable {
  /// No leader was heard of for the election timeout. TLA+: `Timeout`.
  case electionTimeout
  /// It is time for a leader to send heartbeats. TLA+: `Heartbeat`.
  case heartbeatTimeout
  /// A message arrived. TLA+: `ReceiveVoteRequest` and so on.
  case message(Message)
  /// A client asks for a command. TLA+: `ClientRequest`.
  case request(Command)
}

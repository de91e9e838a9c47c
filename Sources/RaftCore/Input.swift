/// What can happen to a server: each is one atomic action of the specification. A restart is `Server.init(restoring:)`.
public enum Input: Hashable, Sendable {
  /// No leader was heard of for the election timeout. TLA+: `Timeout`.
  case electionTimeout
  /// It is time for a leader to assert itself. TLA+: `AppendEntries`, to every peer.
  case heartbeatTimeout
  /// A message arrived. TLA+: `Receive`.
  case message(Message)
  /// A client asks for a command. TLA+: `ClientRequest`.
  case request(Command)
}

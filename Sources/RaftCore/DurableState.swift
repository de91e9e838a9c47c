/// What survives a crash: the persistent state of the paper's Figure 2.
public struct DurableState: Hashable, Sendable {
  /// The latest term the server has seen. TLA+: `currentTerm`.
  public var currentTerm: Term
  /// The candidate that got this server's vote in the current term. TLA+: `votedFor`.
  public var votedFor: ServerID?
  /// The log. TLA+: `log`.
  public var log: Log

  /// The state of a server; by default that of one which has never run.
  public init(currentTerm: Term = 0, votedFor: ServerID? = nil, log: Log = Log()) {
    self.currentTerm = currentTerm
    self.votedFor = votedFor
    self.log = log
  }
}

/// The state of a cluster: all that a checker must know of a run to judge its next step.
public struct KnownState: Sendable {
  /// The servers, by number.
  public var servers: [Server]
  /// The history variables of the run so far.
  public var ghostState: GhostState
  /// The messages in transit, each as often as it can still arrive.
  public var messages: [TraceMessage] = []

  /// The state of `servers` servers that have not started.
  public init(servers: Int) {
    self.servers = Array(repeating: Server(), count: servers)
    ghostState = GhostState(servers: servers)
  }

  /// One server, which is up.
  public struct Server: Sendable {
    /// Its term, vote, role and commit index.
    public var state = ServerState()
    /// The entries of its log, from index 1 on.
    public var log: [TraceEntry] = []
    /// Who voted for it, if it is a candidate, one bit a server. TLA+: `votesGranted`.
    public var votesGranted: UInt16 = 0
    /// What it knows of the others, if it leads. TLA+: `matchIndex`, `nextIndex`.
    public var indexes = LeaderIndexes()

    /// A server that has not started.
    public init() {}
  }
}

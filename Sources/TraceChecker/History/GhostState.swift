/// What a run has left in the history variables of the specification: what actions never look at, and properties do.
/// Equal ghost states have equal content: everything is in order, and nothing is there twice.
public struct GhostState: Hashable, Sendable {
  /// Every election won, by term. TLA+: `elections`.
  public internal(set) var elections: [Election] = []
  /// Every vote given, by term and voter. TLA+: `votes`.
  public internal(set) var votes: [Vote] = []
  /// What was committed by any server. TLA+: `committed`.
  public internal(set) var committed: [Commit] = []
  /// How far each server ever committed. TLA+: `everCommitted`.
  public internal(set) var everCommitted: [Int]
  /// The highest term in the states with which servers started; negative if none had one. In the specification none
  /// has: its servers start with nothing.
  public internal(set) var startTerm = -1

  /// Nothing has happened to `servers` servers.
  public init(servers: Int) { everCommitted = Array(repeating: 0, count: servers) }

  /// A server that was elected.
  public struct Election: Hashable, Sendable {
    /// The term that the server was elected for.
    public let term: Int
    /// The number of the elected server.
    public let leader: Int
  }

  /// A vote that a server has given.
  public struct Vote: Hashable, Sendable {
    /// The term in which the vote counts.
    public let term: Int
    /// The number of the server that voted.
    public let voter: Int
    /// The number of the server that got the vote.
    public let candidate: Int
  }

  /// An entry, with the term of the server that committed it first.
  public struct Commit: Hashable, Sendable {
    /// The committed entry.
    public let entry: TraceEntry
    /// The current term of the server that committed it first, at that moment.
    public let term: Int
  }
}

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
  /// The highest term in the states with which servers started; negative if none had one. In the specification none has:
  /// its servers start with nothing.
  public internal(set) var startTerm = -1

  /// Nothing has happened to `servers` servers.
  public init(servers: Int) { everCommitted = Array(repeating: 0, count: servers) }

  /// A server that was elected.
  public struct Election: Hashable, Sendable {
    /// The term.
    public let term: Int
    /// The leader.
    public let leader: Int
  }

  /// A vote given.
  public struct Vote: Hashable, Sendable {
    /// The term.
    public let term: Int
    /// Who voted.
    public let voter: Int
    /// For whom.
    public let candidate: Int
  }

  /// An entry, with the term of the server that committed it first.
  public struct Commit: Hashable, Sendable {
    /// The entry.
    public let entry: TraceEntry
    /// That server's term when it did.
    public let term: Int
  }
}

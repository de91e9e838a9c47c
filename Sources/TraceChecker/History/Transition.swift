/// What one step changed: the difference between the histories before and after it.
public struct Transition: Sendable {
  /// The step's number in its trace.
  public let step: Int
  /// The server that took it.
  public let server: Int
  /// The action that the step was.
  public let action: Action
  /// The kind of the message that the step received; `nil` if it received none.
  public let received: TraceMessage.Kind?
  /// The server's state before the step.
  public let before: ServerState
  /// The server's state after it.
  public let after: ServerState
  /// What the step changed.
  public internal(set) var changes: Changes = []
  /// The servers whose logs lack some of what the server has committed, one bit each; set if its commit index changed.
  public internal(set) var lacking: UInt16 = 0
  /// The length of the server's log before the step.
  public internal(set) var lengthBefore = 0
  /// How much of that log is still there, at the front.
  public internal(set) var kept = 0
  /// The first entry that is not there any more, if any.
  public internal(set) var removed: TraceEntry?
  /// The highest index that the server had ever committed before the step; set if entries were removed.
  public internal(set) var everCommitted = 0
  /// Whom the server had voted for in the same term, if for another than now.
  public internal(set) var earlierVote: Int?
  /// Whether all that the step removed are entries that the server created itself as leader of its term, lost in a
  /// restart. A leader may write them while its followers do, and commits them when a majority of the others has them
  /// (Ongaro's thesis, 10.2.1): no other server relies on its copy of them yet.
  public var losesUnacknowledged: Bool {
    action == .restart && before.role == .leader && removed?.term == before.term && !changes.contains(.appended)
  }

  /// What a step can change. An invariant names those that it wants to see.
  public struct Changes: OptionSet, Sendable {
    /// One bit a kind.
    public let rawValue: UInt32
    /// The set of these bits.
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    static let kinds = 18

    /// The current term changed.
    public static let term = Changes(rawValue: 1 << 0)
    /// The vote was given, in this term.
    public static let vote = Changes(rawValue: 1 << 1)
    /// The server leads, and did not before, or not in this term.
    public static let newLeader = Changes(rawValue: 1 << 2)
    /// Entries were added to the log.
    public static let appended = Changes(rawValue: 1 << 3)
    /// Entries of the log were removed or overwritten.
    public static let truncated = Changes(rawValue: 1 << 4)
    /// The commit index changed.
    public static let commit = Changes(rawValue: 1 << 5)
    /// An entry was committed that no server had committed before.
    public static let newlyCommitted = Changes(rawValue: 1 << 6)
    /// The server was started again.
    public static let restart = Changes(rawValue: 1 << 7)
    /// The role changed.
    public static let role = Changes(rawValue: 1 << 8)
    /// An entry was added whose term is not that of the entry before it, or a server started with a recorded state.
    public static let otherTerm = Changes(rawValue: 1 << 9)
    /// The server has committed what another log lacks, or its own new log lacks what another server has committed.
    public static let lacking = Changes(rawValue: 1 << 10)
    /// A match index of a leader that keeps leading in its term is lower than it was.
    public static let matchFell = Changes(rawValue: 1 << 11)
    /// A match index of a leader is not below the next index of the same server.
    public static let matchReachesNext = Changes(rawValue: 1 << 12)
    /// The message received carries a term that its sender never had.
    public static let messageAhead = Changes(rawValue: 1 << 13)
    /// A leader's commit index rose to an entry that is not of its term.
    public static let oldCommit = Changes(rawValue: 1 << 14)
    /// After a message the server's term is higher than before, and higher than that of the message.
    public static let termBeyondMessage = Changes(rawValue: 1 << 15)
    /// The message received grants a vote that its sender gave to another server.
    public static let grantOfOther = Changes(rawValue: 1 << 16)
    /// The server was ended by a trap of its code.
    public static let trap = Changes(rawValue: 1 << 17)
  }
}

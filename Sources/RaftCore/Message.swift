/// A message from one server to another: plain data, of fixed size.
public struct Message: Hashable, Sendable, BitwiseCopyable {
  /// The server that sent it.
  public var from: ServerID
  /// The server it is for.
  public var to: ServerID
  /// The sender's current term when it was sent (§5.1).
  public var term: Term
  /// The request or reply that it carries.
  public var body: Body

  /// A message of `from` to `to`.
  public init(from: ServerID, to: ServerID, term: Term, body: Body) {
    self.from = from
    self.to = to
    self.term = term
    self.body = body
  }

  /// What a message says.
  public enum Body: Hashable, Sendable, BitwiseCopyable {
    /// A candidate asks for a vote. TLA+: `VoteRequest`.
    case voteRequest(VoteRequest)
    /// The reply to it. TLA+: `VoteReply`.
    case voteReply(VoteReply)
    /// A leader replicates entries or, without any, sends a heartbeat. TLA+: `AppendRequest`.
    case appendRequest(AppendRequest)
    /// The reply to it. TLA+: `Accepted`, `Rejected`.
    case appendReply(AppendReply)
    /// A follower passes a client's request on to the leader it knows.
    case forward(Command)
    /// The leader's reply to a forwarded request, on its way back to the client.
    case forwardReply(Answer)
  }
}

/// A candidate's request for a vote: `RequestVote` (§5.2, §5.4.1).
public struct VoteRequest: Hashable, Sendable, BitwiseCopyable {
  /// Where the candidate's log ends.
  public var last: LogPosition

  /// A request of a candidate whose log ends at `last`.
  public init(last: LogPosition) { self.last = last }
}

/// The reply to `RequestVote`.
public struct VoteReply: Hashable, Sendable, BitwiseCopyable {
  /// Whether the vote was given.
  public var granted: Bool

  /// A reply that grants or refuses.
  public init(granted: Bool) { self.granted = granted }
}

/// A leader's request to append entries, or a heartbeat: `AppendEntries` (§5.3).
public struct AppendRequest: Hashable, Sendable, BitwiseCopyable {
  /// The entry just before the new ones, as the leader has it.
  public var previous: LogPosition
  /// The new entries; none in a heartbeat.
  public var entries: EntryBatch
  /// The leader's commit index.
  public var commit: LogIndex

  /// A request to put `entries` after `previous`.
  public init(previous: LogPosition, entries: EntryBatch, commit: LogIndex) {
    self.previous = previous
    self.entries = entries
    self.commit = commit
  }
}

/// The reply to `AppendEntries`.
public enum AppendReply: Hashable, Sendable, BitwiseCopyable {
  /// The follower's log agrees with the leader's up to and including `match`.
  case accepted(match: LogIndex)
  /// The follower has no entry `previous` with the leader's term there. The hint is where the leader may continue
  /// (§5.3, the optimization by term): the term at `previous` instead (`0` if the log is too short) and the first index
  /// of that term (or the first missing index).
  case rejected(previous: LogIndex, hint: LogPosition)
}

/// The answer to a client's request.
public struct Answer: Hashable, Sendable, BitwiseCopyable {
  /// The command that was asked for.
  public var command: Command
  /// What became of it.
  public var outcome: Outcome

  /// The answer `outcome` to the request for `command`.
  public init(command: Command, outcome: Outcome) {
    self.command = command
    self.outcome = outcome
  }
}

/// What became of a client's request.
public enum Outcome: Hashable, Sendable, BitwiseCopyable {
  /// Committed at `index`. The host puts there the word for what its state machine returned; the core leaves it `0`.
  case committed(index: LogIndex, output: UInt64)
  /// Not taken: this server is no leader. With the leader that it knows, if any.
  case notLeader(leader: ServerID?)
  /// Taken, and then leadership was lost, or the leader did not answer: the command may still take effect, once.
  case unknown(leader: ServerID?)
}

/// A message, as a trace tells it: the fields of all kinds side by side. Those that a kind does not use keep their
/// defaults.
public struct TraceMessage: Hashable, Sendable {
  private var anchor = AddressOnly()
  /// What kind of message it is.
  public var kind = Kind.voteRequest
  /// The sender.
  public var from = 0
  /// The receiver.
  public var to = 0
  /// The sender's term.
  public var term = 0
  /// `voteReply`: whether the vote is granted. `appendReply`: whether the entries are accepted.
  public var success = false
  /// `voteRequest`: where the candidate's log ends. `appendRequest`: the previous index. `appendReply`: the index up to
  /// which the logs agree, or the previous index that was refused. `forwardReply`: where the command is committed.
  public var index = 0
  /// `voteRequest`, `appendRequest`: the term at `index`.
  public var indexTerm = 0
  /// `appendReply`, refused: the first index of the conflicting term, or the first missing one.
  public var hintIndex = 0
  /// `appendReply`, refused: the conflicting term, or `0`.
  public var hintTerm = 0
  /// `appendRequest`: the leader's commit index.
  public var commit = 0
  /// `appendRequest`: the entries.
  public var entries: [TraceEntry] = []
  /// `forward`, `forwardReply`: the command.
  public var command: UInt64 = 0
  /// `forwardReply`: what became of it.
  public var outcome = TraceOutcome.committed
  /// `forwardReply`: the leader that the answering server knows, or `TraceEvent.none`.
  public var leader = TraceEvent.none

  /// A message without content.
  public init() {}

  /// The kinds of messages.
  public enum Kind: UInt8, Hashable, Sendable, CaseIterable {
    /// `RequestVote`.
    case voteRequest
    /// Its answer.
    case voteReply
    /// `AppendEntries`.
    case appendRequest
    /// Its answer.
    case appendReply
    /// A client's request on its way to the leader.
    case forward
    /// The leader's answer on its way back.
    case forwardReply
  }
}

/// What became of a client's request.
public enum TraceOutcome: UInt8, Hashable, Sendable, CaseIterable {
  /// It is committed.
  case committed
  /// It was not taken.
  case notLeader
  /// It may have taken effect, or may still.
  case unknown
}

/// A client's part in an event.
public struct ClientPart: Hashable, Sendable {
  /// The client, or `TraceEvent.none`.
  public var client = TraceEvent.none
  /// The command, as it stands in the logs.
  public var command: UInt64 = 0
  /// `answer`: what became of it.
  public var outcome = TraceOutcome.committed
  /// `answer`, committed: where.
  public var index = 0
  /// `invoke`: the session of the client, or `TraceEvent.none` for its only one. Commands of a session count in their order.
  public var session = TraceEvent.none
  /// `invoke`: what is asked for, if `Linearizability` is to judge the answer.
  public var operation: ClientOperation?
  /// `answer`, committed: what the client is told, if it is known in this form.
  public var result: ClientResult?
  /// `invoke`: the command in words. `answer`: the output in words. Empty unless the trace is recorded.
  public var text = ""

  /// No client's part.
  public init() {}
}

/// What stands before the events of a trace.
public struct TraceHeader: Hashable, Sendable {
  /// The number of servers, `1 ... 9`.
  public var servers: Int
  /// The seed of the run, if it has one.
  public var seed: UInt64?
  /// The scenario of the run, as the options that give it by hand.
  public var scenario: String?
  /// The planted defect, if there is one.
  public var defect: String?
  /// The invariant that this trace is known to break, if any.
  public var violates: String?
  /// Whether every step tells the messages that it sends: what `Conformance` needs.
  public var tellsSent: Bool

  /// A header.
  public init(
    servers: Int, seed: UInt64? = nil, scenario: String? = nil, defect: String? = nil, violates: String? = nil,
    tellsSent: Bool = false
  ) {
    self.servers = servers
    self.seed = seed
    self.scenario = scenario
    self.defect = defect
    self.violates = violates
    self.tellsSent = tellsSent
  }

  /// The largest cluster of a trace.
  public static let serverLimit = 9
}

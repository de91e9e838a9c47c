/// The rules of the protocol that can be replaced: each a small function, with the section of the paper that requires
/// it and its operator in the TLA+ specification. The default is the paper's; a planted defect replaces one of them.
public struct Rules: Sendable {
  /// The rules of the paper.
  public init() {}

  /// Whether a rule was replaced. As long as none was, a server calls the paper's rules directly.
  private(set) var isReplaced = false

  // MARK: Terms (§5.1)

  /// The term of a server at `current` after it hears of `heard`: the larger. TLA+: `TermAfterHearing`.
  public var termAfterHearing: @Sendable (_ current: Term, _ heard: Term) -> Term = PaperRules.termAfterHearing {
    didSet { isReplaced = true }
  }

  /// Whether a server in `role` becomes a follower when it learns of a newer term: always. TLA+:
  /// `StepsDownOnNewerTerm`.
  public var stepsDownOnNewerTerm: @Sendable (_ role: Role) -> Bool = PaperRules.stepsDownOnNewerTerm {
    didSet { isReplaced = true }
  }

  /// The vote of a server in `role` that learns of a newer term, by the request of `candidate` if it was one: none, as
  /// no logs were compared yet. TLA+: `UpdateTerm`.
  public var voteInNewTerm: @Sendable (_ role: Role, _ candidate: ServerID?) -> ServerID? = PaperRules.voteInNewTerm {
    didSet { isReplaced = true }
  }

  // MARK: Timers (§5.2)

  /// What an event does to the election timer: it runs at every server but a leader, and begins anew when a leader is
  /// heard or a vote is granted. In the specification any server may time out at any moment. TLA+: `Timeout`.
  public var electionTimer: @Sendable (_ event: TimerEvent) -> Effects.TimerChange = PaperRules.electionTimer {
    didSet { isReplaced = true }
  }

  /// What an event does to the heartbeat timer: it runs at a leader only. In the specification a leader may send
  /// heartbeats at any moment. TLA+: `Heartbeat`.
  public var heartbeatTimer: @Sendable (_ event: TimerEvent) -> Effects.TimerChange = PaperRules.heartbeatTimer {
    didSet { isReplaced = true }
  }

  // MARK: Votes (§5.2, §5.4.1)

  /// Whom a candidate votes for when its election begins: itself. TLA+: `VoteOfCandidate`.
  public var voteOfCandidate: @Sendable (_ candidate: ServerID) -> ServerID? = PaperRules.voteOfCandidate {
    didSet { isReplaced = true }
  }

  /// Whether a candidate's log is at least as up-to-date as the voter's: a later last term wins, and with equal ones
  /// the longer log. TLA+: `IsUpToDate`.
  public var isUpToDate: @Sendable (_ candidate: LogPosition, _ voter: LogPosition, _ voterCommit: LogIndex) -> Bool =
    PaperRules.isUpToDate
  { didSet { isReplaced = true } }

  /// Whether the vote of this term is still free for `candidate`: one vote a term, first come, first served. TLA+:
  /// `IsVoteFree`.
  public var isVoteFree: @Sendable (_ votedFor: ServerID?, _ candidate: ServerID) -> Bool = PaperRules.isVoteFree {
    didSet { isReplaced = true }
  }

  /// Whether a voter grants a repeated request of the candidate that has its vote: as it would the first one, by the
  /// logs. TLA+: `HandleVoteRequest`.
  public var grantsRepeatedRequest: @Sendable (_ isUpToDate: Bool) -> Bool = PaperRules.grantsRepeatedRequest {
    didSet { isReplaced = true }
  }

  /// The term that the reply of a voter in `current` carries: its own, as every message. TLA+: `TermOfVoteReply`.
  public var termOfVoteReply: @Sendable (_ current: Term) -> Term = PaperRules.termOfVoteReply {
    didSet { isReplaced = true }
  }

  /// Whether a vote sent in `sent` counts for an election in `current`: in its own term only. TLA+: `CountsVote`.
  public var countsVote: @Sendable (_ sent: Term, _ current: Term) -> Bool = PaperRules.countsVote {
    didSet { isReplaced = true }
  }

  /// Who has voted for a candidate after a vote of `voter`: each voter once, however often its vote arrives. TLA+:
  /// `VotersAfterGrant`.
  public var votersAfterGrant: @Sendable (_ voters: ServerSet, _ voter: ServerID) -> ServerSet = PaperRules
    .votersAfterGrant
  { didSet { isReplaced = true } }

  /// Whether servers are a quorum: whether a majority of the voters is among them. TLA+: `IsQuorum`.
  public var isQuorum: @Sendable (_ servers: ServerSet, _ membership: Membership) -> Bool = PaperRules.isQuorum {
    didSet { isReplaced = true }
  }

  /// The vote of a server in `role` that hears the leader of its own term: as it was. TLA+: `VoteAfterHearingLeader`.
  public var voteAfterHearingLeader: @Sendable (_ votedFor: ServerID?, _ role: Role) -> ServerID? = PaperRules
    .voteAfterHearingLeader
  { didSet { isReplaced = true } }

  // MARK: Reading the log (§5.3)

  /// The term at `index` of a log that ends at `last` and has the term `own` there (`nil` if it is shorter): that one.
  /// TLA+: `TermAt`.
  public var termAt: @Sendable (_ index: LogIndex, _ own: Term?, _ last: LogPosition) -> Term? = PaperRules.termAt {
    didSet { isReplaced = true }
  }

  /// Whether a leader of term `current` fails to read the entry at `index`, the previous one of a request: never. A
  /// request that is not sent is one that is lost. TLA+: `MaySend`.
  public var readFails: @Sendable (_ index: LogIndex, _ current: Term) -> Bool = PaperRules.readFails {
    didSet { isReplaced = true }
  }

  /// What a leader gives as the previous position of a request when it cannot read the entry at `index`: nothing, and
  /// it sends no request until the next heartbeat. TLA+: `CoreRequest`.
  public var previousAfterFailedRead: @Sendable (_ index: LogIndex) -> LogPosition? = PaperRules.previousAfterFailedRead
  { didSet { isReplaced = true } }

  // MARK: The follower's log (§5.3)

  /// Whether an `AppendEntries` of term `sent` may touch the log of a server in `current` and `role`: that of the
  /// current term, and never a leader's. TLA+: `AcceptsAppend`.
  public var acceptsAppend: @Sendable (_ sent: Term, _ current: Term, _ role: Role) -> Bool = PaperRules.acceptsAppend {
    didSet { isReplaced = true }
  }

  /// Whether the log, which ends at `last` and whose term at the previous index is `own` (`nil` if it is shorter), fits
  /// the request: the terms are equal. TLA+: `FitsPrevious`.
  public var fitsPrevious: @Sendable (_ previous: LogPosition, _ own: Term?, _ last: LogPosition) -> Bool = PaperRules
    .fitsPrevious
  { didSet { isReplaced = true } }

  /// Whether an entry of the log conflicts with the one sent for its index: their terms differ. TLA+: `StoredLog`.
  public var conflicts: @Sendable (_ own: Term, _ sent: Term) -> Bool = PaperRules.conflicts {
    didSet { isReplaced = true }
  }

  /// Whether the log is cut before the entries of a request with the index `previous` are written: only when one really
  /// conflicts, so that a late request shortens nothing. TLA+: `StoredLog`.
  public var truncates: @Sendable (_ hasConflict: Bool, _ previous: LogIndex, _ entries: Int) -> Bool = PaperRules
    .truncates
  { didSet { isReplaced = true } }

  /// What a follower in `current` stores of an entry: all of it, as sent. TLA+: `StoredEntry`.
  public var storedEntry: @Sendable (_ sent: Entry, _ current: Term) -> Entry = PaperRules.storedEntry {
    didSet { isReplaced = true }
  }

  /// The index up to which a follower acknowledges: what this request verified, whatever the log has after it. TLA+:
  /// `AcknowledgedIndex`.
  public var acknowledgedIndex: @Sendable (_ verified: LogIndex, _ last: LogIndex) -> LogIndex = PaperRules
    .acknowledgedIndex
  { didSet { isReplaced = true } }

  // MARK: The leader's view of its followers (§5.3)

  /// What a leader whose log ends at `last` sends to `peer` for `reason`: the entries that come next. A message that is
  /// not sent is one that is lost. TLA+: `MaySend`.
  public var sending:
    @Sendable (_ reason: SendReason, _ peer: ServerID, _ progress: PeerProgress, _ last: LogIndex) -> Sending =
      PaperRules.sending
  { didSet { isReplaced = true } }

  /// Whether a reply sent in term `sent` counts for a leader of term `current`: in its own term only. TLA+:
  /// `CountsAppendReply`.
  public var countsAppendReply: @Sendable (_ sent: Term, _ current: Term) -> Bool = PaperRules.countsAppendReply {
    didSet { isReplaced = true }
  }

  /// The match index after an acknowledgment: it never falls. TLA+: `MatchAfter`.
  public var matchIndex: @Sendable (_ known: LogIndex, _ reported: LogIndex) -> LogIndex = PaperRules.matchIndex {
    didSet { isReplaced = true }
  }

  /// The match index of a peer when a leader is elected: nothing is known. TLA+: `MatchOnElection`.
  public var matchIndexOnElection: @Sendable (_ known: LogIndex) -> LogIndex = PaperRules.matchIndexOnElection {
    didSet { isReplaced = true }
  }

  /// Whether a rejection of `previous` is late: an index at or after it was acknowledged since. TLA+:
  /// `IsLateRejection`.
  public var isLateRejection: @Sendable (_ previous: LogIndex, _ match: LogIndex) -> Bool = PaperRules.isLateRejection {
    didSet { isReplaced = true }
  }

  /// The lowest next index after a rejection by a follower that is known to agree up to `match`: the one after that.
  /// TLA+: `LowestNextIndex`.
  public var lowestNextIndex: @Sendable (_ match: LogIndex) -> LogIndex = PaperRules.lowestNextIndex {
    didSet { isReplaced = true }
  }

  // MARK: Clients (§8)

  /// What a deposed leader answers the client whose entry is at `index`, where it knows of `leader`: that the
  /// outcome is unknown, as the entry may be replaced. TLA+: `MayAnswerForward`.
  public var answerOfDeposedLeader: @Sendable (_ index: LogIndex, _ leader: ServerID?) -> Outcome = PaperRules
    .answerOfDeposedLeader
  { didSet { isReplaced = true } }

  // MARK: Commit (§5.3, §5.4.2)

  /// Whether a leader of term `current` commits an entry of term `entry` by counting: its own term's only; earlier ones
  /// are committed with it. TLA+: `CommitsByCounting`.
  public var commitsByCounting: @Sendable (_ entry: Term, _ current: Term) -> Bool = PaperRules.commitsByCounting {
    didSet { isReplaced = true }
  }

  /// Up to where a follower may commit: no further than the leader has, nor than this request verified (`last` is where
  /// its log ends). TLA+: `FollowerCommit`.
  public var followerCommit: @Sendable (_ leaderCommit: LogIndex, _ verified: LogIndex, _ last: LogIndex) -> LogIndex =
    PaperRules.followerCommit
  { didSet { isReplaced = true } }

  /// The commit index after a proposal for a new one: it never falls. TLA+: `CommitAfter`.
  public var commitIndex: @Sendable (_ current: LogIndex, _ proposed: LogIndex) -> LogIndex = PaperRules.commitIndex {
    didSet { isReplaced = true }
  }
}

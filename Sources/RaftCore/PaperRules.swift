/// The rules of the paper: what `Rules` has unless a rule is replaced.
///
/// `Rules` documents each of them. Here they are functions, so that a server whose rules are the paper's calls them
/// directly, and the compiler can inline them.
enum PaperRules {
  // MARK: Terms (§5.1)

  @inline(__always) static func termAfterHearing(_ current: Term, _ heard: Term) -> Term {
    max(current, heard)
  }

  @inline(__always) static func stepsDownOnNewerTerm(_ role: Role) -> Bool {
    true
  }

  @inline(__always) static func voteInNewTerm(_ role: Role, _ candidate: ServerID?) -> ServerID? {
    nil
  }

  // MARK: Timers (§5.2)

  @inline(__always) static func electionTimer(_ event: TimerEvent) -> Effects.TimerChange {
    switch event {
    case .started, .electionStarted, .voteGranted, .leaderHeard, .leadershipLost: .reset
    case .electionWon: .stop
    case .heartbeatsSent: .none
    }
  }

  @inline(__always) static func heartbeatTimer(_ event: TimerEvent) -> Effects.TimerChange {
    switch event {
    case .electionWon, .heartbeatsSent: .reset
    case .leadershipLost: .stop
    case .started, .electionStarted, .voteGranted, .leaderHeard: .none
    }
  }

  // MARK: Votes (§5.2, §5.4.1)

  @inline(__always) static func voteOfCandidate(_ candidate: ServerID) -> ServerID? {
    candidate
  }

  @inline(__always) static func isUpToDate(_ candidate: LogPosition, _ voter: LogPosition, _ commit: LogIndex) -> Bool {
    candidate.term > voter.term || (candidate.term == voter.term && candidate.index >= voter.index)
  }

  @inline(__always) static func isVoteFree(_ vote: ServerID?, _ candidate: ServerID) -> Bool {
    vote == nil || vote == candidate
  }

  @inline(__always) static func grantsRepeatedRequest(_ isUpToDate: Bool) -> Bool {
    isUpToDate
  }

  @inline(__always) static func termOfVoteReply(_ current: Term) -> Term {
    current
  }

  @inline(__always) static func countsVote(_ sent: Term, _ current: Term) -> Bool {
    sent == current
  }

  @inline(__always) static func votersAfterGrant(_ voters: ServerSet, _ voter: ServerID) -> ServerSet {
    voters.union(ServerSet(voter))
  }

  @inline(__always) static func isQuorum(_ servers: ServerSet, _ membership: Membership) -> Bool {
    membership.isMajority(servers)
  }

  @inline(__always) static func voteAfterHearingLeader(_ vote: ServerID?, _ role: Role) -> ServerID? {
    vote
  }

  // MARK: Reading the log (§5.3)

  static func termAt(_ index: LogIndex, _ own: Term?, _ last: LogPosition) -> Term? {
    own
  }

  @inline(__always) static func readFails(_ index: LogIndex, _ current: Term) -> Bool {
    false
  }

  @inline(__always) static func previousAfterFailedRead(_ index: LogIndex) -> LogPosition? {
    nil
  }

  // MARK: The follower's log (§5.3)

  @inline(__always) static func acceptsAppend(_ sent: Term, _ current: Term, _ role: Role) -> Bool {
    sent == current && role != .leader
  }

  static func fitsPrevious(_ previous: LogPosition, _ own: Term?, _ last: LogPosition) -> Bool {
    fitsPrevious(previous, own)
  }

  /// The paper does not ask where the log ends.
  @inline(__always) static func fitsPrevious(_ previous: LogPosition, _ own: Term?) -> Bool {
    own == previous.term
  }

  @inline(__always) static func conflicts(_ own: Term, _ sent: Term) -> Bool {
    own != sent
  }

  @inline(__always) static func truncates(_ hasConflict: Bool, _ previous: LogIndex, _ entries: Int) -> Bool {
    hasConflict
  }

  @inline(__always) static func storedEntry(_ entry: Entry, _ current: Term) -> Entry {
    entry
  }

  @inline(__always) static func acknowledgedIndex(_ verified: LogIndex, _ last: LogIndex) -> LogIndex {
    verified
  }

  // MARK: The leader's view of its followers (§5.3)

  @inline(__always) static func sending(
    _ reason: SendReason, _ peer: ServerID, _ progress: PeerProgress, _ last: LogIndex
  ) -> Sending {
    .entries
  }

  @inline(__always) static func countsAppendReply(_ sent: Term, _ current: Term) -> Bool {
    sent == current
  }

  @inline(__always) static func matchIndex(_ known: LogIndex, _ reported: LogIndex) -> LogIndex {
    max(known, reported)
  }

  @inline(__always) static func matchIndexOnElection(_ known: LogIndex) -> LogIndex {
    0
  }

  @inline(__always) static func isLateRejection(_ previous: LogIndex, _ match: LogIndex) -> Bool {
    previous <= match
  }

  @inline(__always) static func lowestNextIndex(_ match: LogIndex) -> LogIndex {
    match + 1
  }

  // MARK: Clients (§8)

  @inline(__always) static func answerOfDeposedLeader(_ index: LogIndex, _ leader: ServerID?) -> Outcome {
    .unknown(leader: leader)
  }

  // MARK: Commit (§5.3, §5.4.2)

  @inline(__always) static func commitsByCounting(_ entry: Term, _ current: Term) -> Bool {
    entry == current
  }

  @inline(__always) static func followerCommit(_ leader: LogIndex, _ verified: LogIndex, _ last: LogIndex) -> LogIndex {
    min(leader, verified)
  }

  @inline(__always) static func commitIndex(_ current: LogIndex, _ proposed: LogIndex) -> LogIndex {
    max(current, proposed)
  }
}

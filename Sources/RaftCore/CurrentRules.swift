/// The rules that a server follows: the paper's, called directly, unless one of them was replaced.
struct CurrentRules {
  /// The rules of a server some of whose rules were replaced; `nil` where all are the paper's. The server keeps them
  /// alive.
  let replaced: UnsafePointer<Rules>?

  @inline(__always) func termAfterHearing(_ current: Term, _ heard: Term) -> Term {
    if let replaced { return replaced.pointee.termAfterHearing(current, heard) }
    return PaperRules.termAfterHearing(current, heard)
  }

  @inline(__always) func stepsDownOnNewerTerm(_ role: Role) -> Bool {
    if let replaced { return replaced.pointee.stepsDownOnNewerTerm(role) }
    return PaperRules.stepsDownOnNewerTerm(role)
  }

  @inline(__always) func voteInNewTerm(_ role: Role, _ candidate: ServerID?) -> ServerID? {
    if let replaced { return replaced.pointee.voteInNewTerm(role, candidate) }
    return PaperRules.voteInNewTerm(role, candidate)
  }

  @inline(__always) func electionTimer(_ event: TimerEvent) -> Effects.TimerChange {
    if let replaced { return replaced.pointee.electionTimer(event) }
    return PaperRules.electionTimer(event)
  }

  @inline(__always) func heartbeatTimer(_ event: TimerEvent) -> Effects.TimerChange {
    if let replaced { return replaced.pointee.heartbeatTimer(event) }
    return PaperRules.heartbeatTimer(event)
  }

  @inline(__always) func voteOfCandidate(_ candidate: ServerID) -> ServerID? {
    if let replaced { return replaced.pointee.voteOfCandidate(candidate) }
    return PaperRules.voteOfCandidate(candidate)
  }

  @inline(__always) func isUpToDate(_ candidate: LogPosition, _ voter: LogPosition, _ commit: LogIndex) -> Bool {
    if let replaced { return replaced.pointee.isUpToDate(candidate, voter, commit) }
    return PaperRules.isUpToDate(candidate, voter, commit)
  }

  @inline(__always) func isVoteFree(_ vote: ServerID?, _ candidate: ServerID) -> Bool {
    if let replaced { return replaced.pointee.isVoteFree(vote, candidate) }
    return PaperRules.isVoteFree(vote, candidate)
  }

  @inline(__always) func grantsRepeatedRequest(_ isUpToDate: Bool) -> Bool {
    if let replaced { return replaced.pointee.grantsRepeatedRequest(isUpToDate) }
    return PaperRules.grantsRepeatedRequest(isUpToDate)
  }

  @inline(__always) func termOfVoteReply(_ current: Term) -> Term {
    if let replaced { return replaced.pointee.termOfVoteReply(current) }
    return PaperRules.termOfVoteReply(current)
  }

  @inline(__always) func countsVote(_ sent: Term, _ current: Term) -> Bool {
    if let replaced { return replaced.pointee.countsVote(sent, current) }
    return PaperRules.countsVote(sent, current)
  }

  @inline(__always) func votersAfterGrant(_ voters: ServerSet, _ voter: ServerID) -> ServerSet {
    if let replaced { return replaced.pointee.votersAfterGrant(voters, voter) }
    return PaperRules.votersAfterGrant(voters, voter)
  }

  @inline(__always) func isQuorum(_ servers: ServerSet, _ membership: Membership) -> Bool {
    if let replaced { return replaced.pointee.isQuorum(servers, membership) }
    return PaperRules.isQuorum(servers, membership)
  }

  @inline(__always) func voteAfterHearingLeader(_ vote: ServerID?, _ role: Role) -> ServerID? {
    if let replaced { return replaced.pointee.voteAfterHearingLeader(vote, role) }
    return PaperRules.voteAfterHearingLeader(vote, role)
  }

  @inline(__always) func termAt(_ index: LogIndex, _ own: Term?, _ last: @autoclosure () -> LogPosition) -> Term? {
    if let replaced { return replaced.pointee.termAt(index, own, last()) }
    return own
  }

  @inline(__always) func readFails(_ index: LogIndex, _ current: Term) -> Bool {
    if let replaced { return replaced.pointee.readFails(index, current) }
    return PaperRules.readFails(index, current)
  }

  @inline(__always) func previousAfterFailedRead(_ index: LogIndex) -> LogPosition? {
    if let replaced { return replaced.pointee.previousAfterFailedRead(index) }
    return PaperRules.previousAfterFailedRead(index)
  }

  @inline(__always) func acceptsAppend(_ sent: Term, _ current: Term, _ role: Role) -> Bool {
    if let replaced { return replaced.pointee.acceptsAppend(sent, current, role) }
    return PaperRules.acceptsAppend(sent, current, role)
  }

  @inline(__always) func fitsPrevious(
    _ previous: LogPosition, _ own: Term?, _ last: @autoclosure () -> LogPosition
  ) -> Bool {
    if let replaced { return replaced.pointee.fitsPrevious(previous, own, last()) }
    return PaperRules.fitsPrevious(previous, own)
  }

  @inline(__always) func conflicts(_ own: Term, _ sent: Term) -> Bool {
    if let replaced { return replaced.pointee.conflicts(own, sent) }
    return PaperRules.conflicts(own, sent)
  }

  @inline(__always) func truncates(_ hasConflict: Bool, _ previous: LogIndex, _ entries: Int) -> Bool {
    if let replaced { return replaced.pointee.truncates(hasConflict, previous, entries) }
    return PaperRules.truncates(hasConflict, previous, entries)
  }

  @inline(__always) func storedEntry(_ entry: Entry, _ current: Term) -> Entry {
    if let replaced { return replaced.pointee.storedEntry(entry, current) }
    return PaperRules.storedEntry(entry, current)
  }

  @inline(__always) func acknowledgedIndex(_ verified: LogIndex, _ last: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.acknowledgedIndex(verified, last) }
    return PaperRules.acknowledgedIndex(verified, last)
  }

  @inline(__always) func sending(
    _ reason: SendReason, _ peer: ServerID, _ progress: @autoclosure () -> PeerProgress, _ last: LogIndex
  ) -> Sending {
    if let replaced { return replaced.pointee.sending(reason, peer, progress(), last) }
    return .entries
  }

  @inline(__always) func countsAppendReply(_ sent: Term, _ current: Term) -> Bool {
    if let replaced { return replaced.pointee.countsAppendReply(sent, current) }
    return PaperRules.countsAppendReply(sent, current)
  }

  @inline(__always) func matchIndex(_ known: LogIndex, _ reported: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.matchIndex(known, reported) }
    return PaperRules.matchIndex(known, reported)
  }

  @inline(__always) func matchIndexOnElection(_ known: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.matchIndexOnElection(known) }
    return PaperRules.matchIndexOnElection(known)
  }

  @inline(__always) func isLateRejection(_ previous: LogIndex, _ match: LogIndex) -> Bool {
    if let replaced { return replaced.pointee.isLateRejection(previous, match) }
    return PaperRules.isLateRejection(previous, match)
  }

  @inline(__always) func lowestNextIndex(_ match: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.lowestNextIndex(match) }
    return PaperRules.lowestNextIndex(match)
  }

  @inline(__always) func answerOfDeposedLeader(_ index: LogIndex, _ leader: ServerID?) -> Outcome {
    if let replaced { return replaced.pointee.answerOfDeposedLeader(index, leader) }
    return PaperRules.answerOfDeposedLeader(index, leader)
  }

  @inline(__always) func commitsByCounting(_ entry: Term, _ current: Term) -> Bool {
    if let replaced { return replaced.pointee.commitsByCounting(entry, current) }
    return PaperRules.commitsByCounting(entry, current)
  }

  @inline(__always) func followerCommit(_ leader: LogIndex, _ verified: LogIndex, _ last: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.followerCommit(leader, verified, last) }
    return PaperRules.followerCommit(leader, verified, last)
  }

  @inline(__always) func commitIndex(_ current: LogIndex, _ proposed: LogIndex) -> LogIndex {
    if let replaced { return replaced.pointee.commitIndex(current, proposed) }
    return PaperRules.commitIndex(current, proposed)
  }
}

/// The rules of a server in memory that stays where it is: a copy of a server shares them.
final class SharedRules: Sendable {
  // Never changed after `init`, so that threads can read it together.
  nonisolated(unsafe) private let pointer: UnsafeMutablePointer<Rules>
  private let isReplaced: Bool

  init(_ rules: Rules) {
    pointer = .allocate(capacity: 1)
    pointer.initialize(to: rules)
    isReplaced = rules.isReplaced
  }

  /// Where the rules are, if one of them was replaced. Valid as long as this object lives.
  var replaced: UnsafePointer<Rules>? { isReplaced ? UnsafePointer(pointer) : nil }

  deinit {
    pointer.deinitialize(count: 1)
    pointer.deallocate()
  }
}

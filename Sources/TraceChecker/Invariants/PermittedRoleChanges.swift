/// Roles change only as in Figure 4 (§5.2): a server that hears of no leader becomes a candidate in a new term, a
/// candidate with enough votes leads in that term, and a leader only steps down. TLA+: `PermittedRoleChanges`.
///
/// A leader may step down whenever it likes, and a candidate may give up when its time is over.
public struct PermittedRoleChanges: Invariant {
  /// The name, as in `--only`.
  public static let name = "PermittedRoleChanges"
  /// The section of the paper.
  public static let section = "5.2"
  /// What must hold, in one sentence.
  public static let statement = "followers start elections in new terms, candidates win by votes, leaders step down"
  /// Roles and terms, and restarts.
  public static let interests: Transition.Changes = [.role, .term, .restart, .termBeyondMessage]
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Looks up the change in the figure. A server may start with any recorded state, and a crash shows nothing.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .start, change.action != .crash, let rule = brokenRule(change, history) else { return nil }
    return .roleChange(
      RoleChange(
        server: change.server, before: change.before, after: change.after, cause: StepCause(change), rule: rule,
        messageTerm: rule == .termFromMessage ? history.unusual[change.server].messageTerm : nil))
  }

  private func brokenRule(_ change: Transition, _ history: borrowing History) -> RoleChange.Rule? {
    if change.changes.contains(.termBeyondMessage) { return .termFromMessage }
    let role = change.after.role
    if change.action == .restart { return role == .follower ? nil : .restartedServerFollows }
    return switch role {
    // Every server may become a follower: a leader that steps down, a candidate that was not elected.
    case .follower: nil
    case .preCandidate: change.before.role == .leader ? .leaderNeverStands : nil
    case .candidate: ruleForCandidate(change)
    case .leader: ruleForLeader(change, history)
    }
  }

  private func ruleForCandidate(_ change: Transition) -> RoleChange.Rule? {
    let (before, after) = (change.before, change.after)
    if before.role == .leader { return .leaderNeverStands }
    if before.role == .candidate, after.term == before.term { return nil }
    let isAsked = change.received?.mayBeginElection == true
    if change.action != .timeout, change.action != .tick, !isAsked { return .candidateByTimeout }
    return after.term > before.term ? nil : .candidateInNewTerm
  }

  private func ruleForLeader(_ change: Transition, _ history: borrowing History) -> RoleChange.Rule? {
    let isSameTerm = change.after.term == change.before.term
    if change.before.role == .leader { return isSameTerm ? nil : .leaderKeepsTerm }
    // Where one server is a quorum, its own vote elects it.
    if history.membership.isMajority(ofOne: change.server) { return nil }
    if change.before.role != .candidate { return .onlyCandidateWins }
    if change.received != .voteReply { return .winsByVoteReply }
    return isSameTerm ? nil : .winsInOwnTerm
  }
}

/// Logs change only in the steps that may change them, and only as these steps may (§5.3): a leader adds entries of its
/// term that clients request, and a no-op when it is elected; a follower stores what its leader's append carries. TLA+:
/// `PermittedLogChanges`.
///
/// What a restart loses is a matter of Durable State Survives.
public struct PermittedLogChanges: Invariant {
  /// The name, as in `--only`.
  public static let name = "PermittedLogChanges"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement =
    "leaders add entries of their term on requests, and followers change their logs on AppendEntries only"
  /// New entries, and entries removed.
  public static let interests: Transition.Changes = [.appended, .truncated]
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Looks at the action, the role before and after, and the entries. O(1) an entry. A server may start with any
  /// recorded state.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    switch change.action {
    case .start, .restart, .crash: return nil
    default: break
    }
    guard let rule = brokenRule(change, history) else { return nil }
    let index = rule == .leaderOwnTerm ? firstOfOtherTerm(change, history) : change.kept + 1
    return .logChange(
      LogChange(
        server: change.server, before: change.before, after: change.after, index: index, removed: change.removed,
        added: history.servers[change.server].log.entry(at: index), cause: StepCause(change), rule: rule))
  }

  /// The first entry that a leader added and that is not of its term.
  private func firstOfOtherTerm(_ change: Transition, _ history: borrowing History) -> Int {
    let added = (change.kept + 1)...history.servers[change.server].log.count
    return added.first { history.servers[change.server].log[$0].term != change.after.term } ?? change.kept + 1
  }

  private func brokenRule(_ change: Transition, _ history: borrowing History) -> LogChange.Rule? {
    guard change.after.role == .leader else { return ruleForOthers(change) }
    if change.kept < change.lengthBefore { return .leaderOnlyAdds }
    let keepsLeading = change.before.role == .leader && change.before.term == change.after.term
    return keepsLeading ? ruleForLeader(change, history) : ruleForElected(change, history)
  }

  private func ruleForOthers(_ change: Transition) -> LogChange.Rule? {
    change.received == .appendRequest && change.after.role == .follower
      ? nil : .followerByAppend
  }

  private func ruleForLeader(_ change: Transition, _ history: borrowing History) -> LogChange.Rule? {
    let isRequested = change.action == .request || change.received == .forward
    let added = (change.kept + 1)...history.servers[change.server].log.count
    // A leader may change the configuration by itself.
    guard isRequested || added.allSatisfy({ history.servers[change.server].log[$0].kind == .configuration }) else {
      return .leaderByRequest
    }
    return added.allSatisfy { history.servers[change.server].log[$0].term == change.after.term } ? nil : .leaderOwnTerm
  }

  private func ruleForElected(_ change: Transition, _ history: borrowing History) -> LogChange.Rule? {
    let length = history.servers[change.server].log.count
    let entry = history.servers[change.server].log[length]
    return length == change.kept + 1 && entry == TraceEntry(term: change.after.term, command: 0)
      ? nil : .electedAddsNoOp
  }
}

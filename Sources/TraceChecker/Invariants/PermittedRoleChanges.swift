/// TLA+: `PermittedRoleChanges`. Roles change only as Figure 4 has it (§5.2): who hears of no leader stands in a new
/// term, who gets the votes leads in that term, and a leader only steps down.
///
/// A leader may step down whenever it likes, and a candidate may give up when its time is over.
public struct PermittedRoleChanges: Invariant {
  /// The name.
  public static let name = "PermittedRoleChanges"
  /// The section.
  public static let section = "5.2"
  /// The sentence.
  public static let statement = "followers stand in a new term, candidates win by votes, leaders only step down"
  /// Roles and terms, and restarts.
  public static let interests: Transition.Changes = [.role, .term, .restart]
  /// Its own server.
  public static let scope = InvariantScope.server

  /// No state of its own.
  public init() {}

  /// Looks the change up in the figure. A server may start with any past, and a crash tells nothing.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .start, change.action != .crash, let rule = brokenRule(change, history) else { return nil }
    return Evidence(
      servers: [change.server],
      "\(Words.server(change.server)) goes from \(Words.state(change.before)) to \(Words.state(change.after)) by "
        + "\(Words.step(change)): \(rule)")
  }

  private func brokenRule(_ change: Transition, _ history: borrowing History) -> String? {
    let role = change.after.role
    if change.action == .restart { return role == .follower ? nil : "a restarted server is a follower" }
    return switch role {
    // Whoever likes may follow: a leader that gives up, a candidate whose time is over.
    case .follower: nil
    case .preCandidate: change.before.role == .leader ? "a leader never becomes a pre-candidate" : nil
    case .candidate: ruleForCandidate(change)
    case .leader: ruleForLeader(change, history)
    }
  }

  private func ruleForCandidate(_ change: Transition) -> String? {
    let (before, after) = (change.before, change.after)
    if before.role == .leader { return "a leader never becomes a candidate" }
    if before.role == .candidate, after.term == before.term { return nil }
    // A pre-candidate stands for election when enough servers would vote for it.
    if before.role == .preCandidate, change.received == .preVoteReply { return nil }
    if change.action != .timeout, change.action != .tick { return "a server stands for election by a timeout only" }
    return after.term > before.term ? nil : "a candidate stands in a new term"
  }

  private func ruleForLeader(_ change: Transition, _ history: borrowing History) -> String? {
    let isSameTerm = change.after.term == change.before.term
    if change.before.role == .leader { return isSameTerm ? nil : "a leader leads in one term" }
    // Where one server is a quorum, its own vote elects it.
    if history.majority == 1 { return nil }
    if change.before.role == .follower { return "only a candidate wins an election" }
    if change.received != .voteReply { return "a candidate wins by an answer to its request for votes only" }
    return isSameTerm ? nil : "a candidate wins in its own term"
  }
}

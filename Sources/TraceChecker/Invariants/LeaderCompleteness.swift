/// What was committed in a term is in the logs of the leaders of all later terms (§5.4). TLA+: `LeaderCompleteness`.
///
/// A leader owes nothing to terms later than its own: a delayed vote may elect it when others are further.
public struct LeaderCompleteness: Invariant {
  /// The name, as in `--only`.
  public static let name = "LeaderCompleteness"
  /// The section of the paper.
  public static let section = "5.4"
  /// What must hold, in one sentence.
  public static let statement = "entries committed in a term are in the log of the leader of every later term"
  /// New leaders, and new commits while there is already a later leader.
  public static let interests: Transition.Changes = [.newLeader, .newlyCommitted]

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the leader's log with what was committed. O(servers).
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    if change.changes.contains(.newLeader) {
      let owed = history.committed.count(before: change.after.term)
      return evidence(leader: change.server, owed, history)
    }
    for server in history.servers.indices {
      let state = history.servers[server].state
      guard history.servers[server].isUp, state.role == .leader, state.term > change.after.term else { continue }
      let owed = history.committed.count(before: state.term)
      if let evidence = evidence(leader: server, owed, history) { return evidence }
    }
    return nil
  }

  private func evidence(leader: Int, _ owed: Int, _ history: borrowing History) -> Evidence? {
    guard let index = history.servers[leader].log.firstDifference(owed, from: history.committed) else { return nil }
    let term = history.servers[leader].state.term
    return .leaderLacksCommitted(
      leader: leader, term: term, voters: history.voters(for: leader, in: term),
      found: history.servers[leader].log.entry(at: index), lost: CommittedEntry(index, of: history.committed))
  }
}

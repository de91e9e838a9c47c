/// At most one leader is elected in a term (§5.2). TLA+: `ElectionSafety`.
public struct ElectionSafety: Invariant {
  /// The name, as in `--only`.
  public static let name = "ElectionSafety"
  /// The section of the paper.
  public static let section = "5.2"
  /// What must hold, in one sentence.
  public static let statement = "at most one server leads in a term"
  /// The election of a leader.
  public static let interests: Transition.Changes = .newLeader

  private var elections: [Int: (leader: Int, step: Int)] = [:]

  /// The invariant, for a run in which no leader was elected yet.
  public init() {}

  /// Remembers who was elected; which steps did it is forgotten.
  public mutating func begin(at history: borrowing History) {
    elections = [:]
    for election in history.elections { elections[election.term] = (election.leader, 0) }
  }

  /// Looks the term's leader up.
  public mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let term = change.after.term
    guard let first = elections[term] else {
      elections[term] = (change.server, change.step)
      return nil
    }
    guard first.leader != change.server else { return nil }
    return .twoLeaders(
      term: term,
      first: ElectedLeader(
        server: first.leader, voters: history.voters(for: first.leader, in: term), step: first.step),
      second: ElectedLeader(
        server: change.server, voters: history.voters(for: change.server, in: term), step: change.step))
  }
}

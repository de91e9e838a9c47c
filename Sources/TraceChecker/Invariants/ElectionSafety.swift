/// TLA+: `ElectionSafety`. At most one leader is elected in a term (§5.2).
public struct ElectionSafety: Invariant {
  /// The name.
  public static let name = "ElectionSafety"
  /// The section.
  public static let section = "5.2"
  /// The sentence.
  public static let statement = "at most one server leads in a term"
  /// New leaders.
  public static let interests: Transition.Changes = .newLeader

  private var elections: [Int: (leader: Int, step: Int)] = [:]

  /// Nothing elected yet.
  public init() {}

  /// Remembers who was elected; which steps did it is forgotten.
  public mutating func stand(at history: borrowing History) {
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
    return Evidence(
      servers: [first.leader, change.server],
      "term \(term) has two leaders: \(Words.server(first.leader)) since step \(first.step), "
        + "voted for by \(Words.servers(history.voters(for: first.leader, in: term))), "
        + "and now \(Words.server(change.server)), "
        + "voted for by \(Words.servers(history.voters(for: change.server, in: term)))")
  }
}

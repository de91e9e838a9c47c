/// A leader only adds to its log (§5.3). TLA+: `LeaderAppendOnly`.
public struct LeaderAppendOnly: Invariant {
  /// The name, as in `--only`.
  public static let name = "LeaderAppendOnly"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a leader never overwrites or removes entries of its log"
  /// Entries removed or overwritten.
  public static let interests: Transition.Changes = .truncated
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Looks at the role before and after.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.before.role == .leader, change.after.role == .leader else { return nil }
    let index = change.kept + 1
    return .leaderChangedEntry(
      server: change.server, term: change.after.term, index: index, before: change.removed,
      after: history.servers[change.server].log.entry(at: index))
  }
}

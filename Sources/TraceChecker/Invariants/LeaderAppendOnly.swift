/// TLA+: `LeaderAppendOnly`. A leader only adds to its log (§5.3).
public struct LeaderAppendOnly: Invariant {
  /// The name.
  public static let name = "LeaderAppendOnly"
  /// The section.
  public static let section = "5.3"
  /// The sentence.
  public static let statement = "a leader never overwrites or removes entries of its log"
  /// Entries removed or overwritten.
  public static let interests: Transition.Changes = .truncated
  /// Its own server.
  public static let scope = CheckScope.server

  /// No state of its own.
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

/// TLA+: `CommitIndexMonotone`. While a server is up, its commit index never decreases (Figure 2).
///
/// Harmless in Ongaro's specification, which assigns it; this project's core forbids it itself.
public struct CommitIndexMonotone: Invariant {
  /// The name.
  public static let name = "CommitIndexMonotone"
  /// The section.
  public static let section = "5.3"
  /// The sentence.
  public static let statement = "a server's commit index never decreases while it is up"
  /// Commit indexes.
  public static let interests: Transition.Changes = .commit
  /// Its own server.
  public static let scope = CheckScope.server

  /// No state of its own.
  public init() {}

  /// Compares the commit indexes before and after. A trace may have in the crash already what the restart forgets.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .restart, change.action != .crash else { return nil }
    guard change.after.commit < change.before.commit else { return nil }
    return .commitIndexFell(server: change.server, from: change.before.commit, to: change.after.commit)
  }
}

/// While a server is up, its commit index never decreases (Figure 2). TLA+: `CommitIndexMonotone`.
///
/// Harmless in Ongaro's specification, which assigns it; this project's core forbids it itself.
public struct CommitIndexMonotone: Invariant {
  /// The name, as in `--only`.
  public static let name = "CommitIndexMonotone"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a server's commit index never decreases while it is up"
  /// Changes of a commit index.
  public static let interests: Transition.Changes = .commit
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the commit indexes before and after. A trace may have in the crash already what the restart forgets.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .restart, change.action != .crash else { return nil }
    guard change.after.commit < change.before.commit else { return nil }
    return .commitIndexFell(server: change.server, from: change.before.commit, to: change.after.commit)
  }
}

/// A server's term never decreases, nor does a restart set it back (§5.1). TLA+: `TermsMonotone`.
public struct TermsMonotone: Invariant {
  /// The name, as in `--only`.
  public static let name = "TermsMonotone"
  /// The section of the paper.
  public static let section = "5.1"
  /// What must hold, in one sentence.
  public static let statement = "a server's term never decreases, across restarts"
  /// Changes of a term.
  public static let interests: Transition.Changes = .term
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the terms before and after.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.after.term < change.before.term else { return nil }
    return .termFell(server: change.server, from: change.before.term, to: change.after.term)
  }
}

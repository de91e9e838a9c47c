/// TLA+: `TermsMonotone`. A server's term never decreases, nor does a restart set it back (§5.1).
public struct TermsMonotone: Invariant {
  /// The name.
  public static let name = "TermsMonotone"
  /// The section.
  public static let section = "5.1"
  /// The sentence.
  public static let statement = "a server's term never decreases, across restarts"
  /// Terms.
  public static let interests: Transition.Changes = .term
  /// Its own server.
  public static let scope = CheckScope.server

  /// No state of its own.
  public init() {}

  /// Compares the terms before and after.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.after.term < change.before.term else { return nil }
    return .termFell(server: change.server, from: change.before.term, to: change.after.term)
  }
}

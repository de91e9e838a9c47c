/// A message carries a term that its sender had (§5.1): no higher one than its highest. TLA+: `MessageTermsBounded`.
public struct MessageTermsBounded: Invariant {
  /// The name, as in `--only`.
  public static let name = "MessageTermsBounded"
  /// The section of the paper.
  public static let section = "5.1"
  /// What must hold, in one sentence.
  public static let statement = "the term of a message is at most the highest term of its sender so far"
  /// Messages of which that is not so.
  public static let interests: Transition.Changes = .messageAhead

  /// By every message that arrives.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.action == .receive
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Reports the two terms. The sender's is the highest that it ever had: if it has lost one since, that is a matter of
  /// Terms Monotone.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let (sender, term) = (
      history.unusual[change.server].sender, history.unusual[change.server].messageTerm
    )
    return .messageAheadOfSender(
      kind: change.received, term: term, sender: sender, receiver: change.server,
      highest: history.servers[sender].highestTerm)
  }
}

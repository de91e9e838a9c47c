/// TLA+: `MessageTermsBounded`. A message carries a term that its sender had (§5.1): no higher one than its highest.
public struct MessageTermsBounded: Invariant {
  /// The name.
  public static let name = "MessageTermsBounded"
  /// The section.
  public static let section = "5.1"
  /// The sentence.
  public static let statement = "the term of a message is at most the highest that its sender has had"
  /// Messages of which that is not so.
  public static let interests: Transition.Changes = .messageAhead

  /// No state of its own.
  public init() {}

  /// Tells the two terms. The highest term that the sender ever had, as it may have lost one since, which is a matter of
  /// Terms Monotone.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard let message = change.received else { return nil }
    return Evidence(
      servers: [message.sender, change.server],
      "\(Words.server(change.server)) receives \(Words.message(message.kind)) of term \(message.term) from "
        + "\(Words.server(message.sender)), which has come no further than term "
        + "\(history.servers[message.sender].highestTerm)")
  }
}

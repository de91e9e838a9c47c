/// Every client is told what it could have been told by a single machine that executes one command after the other, each at
/// a moment between its request and its answer, and each once (§8).
///
/// Judged in traces that tell what clients ask for and are told (`operation` and `result`), by `ClientLedger`.
public struct Linearizable: Invariant {
  /// The name.
  public static let name = "Linearizability"
  /// The section.
  public static let section = "8"
  /// The sentence.
  public static let statement = "every command seems to be executed once, between its request and its answer"
  /// What clients see, not what servers do.
  public static let interests: Transition.Changes = .unexplained

  /// No state of its own: `ClientLedger` keeps it.
  public init() {}

  /// Tells which answer no order of the commands explains.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? { change.finding }
}

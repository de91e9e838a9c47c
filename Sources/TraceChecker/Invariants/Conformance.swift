/// TLA+: `Spec`, and all of `Raft.tla` behind it. Every step is one that the specification allows (§5).
///
/// Judged in traces that tell what each step sends (`TraceHeader.tellsSent`). A run can leave the protocol long before it
/// breaks a guarantee, or be lucky and break none: this tells the first step that Raft does not have.
public struct Conformance: Invariant {
  /// The name.
  public static let name = "Conformance"
  /// The section.
  public static let section = "5"
  /// The sentence.
  public static let statement = "every step is one that the specification allows, with every message that it sends"
  /// Steps that the specification does not have.
  public static let interests: Transition.Changes = .deviation
  /// Its own server.
  public static let scope = InvariantScope.server

  /// By every step.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    true
  }

  /// No state of its own: `Specification` keeps it.
  public init() {}

  /// Says which condition of the action does not hold.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? { change.finding }
}

/// Every step is one that the specification allows (§5). TLA+: `Spec`, and all of `Raft.tla` with it.
///
/// Judged by `Specification`, in traces that have what each step sends (`TraceHeader.recordsSent`). A run can deviate
/// long before it violates a guarantee, or without violating one at all: this reports the first step that the
/// specification does not allow.
public struct Conformance: Check {
  /// The name, as in `--only`.
  public static let name = "Conformance"
  /// The section of the paper.
  public static let section = "5"
  /// What must hold, in one sentence.
  public static let statement = "the specification allows every step, with every message that the step sends"
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The only check of its kind.
  public var kind: CheckKind { .conformance }

  /// Every step tests it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool { true }

  /// The check; it has no parameters.
  public init() {}
}

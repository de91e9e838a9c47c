/// A check, which judges whether a property holds in a run. It is of one of three kinds: an `Invariant` of steps, a
/// `RunCheck` of whole runs, or `Conformance`.
public protocol Check: Sendable {
  /// The name, unique among checks. That of an invariant is the name of its operator in the TLA+ specification.
  static var name: String { get }
  /// The section of the Raft paper that states the property.
  static var section: String { get }
  /// The property, in one sentence.
  static var statement: String { get }
  /// What the verdict on a step depends on, beside the step.
  static var scope: CheckScope { get }
  /// What a trace lacks for this check, as a clause, if only the driver of a cluster can report a violation; `nil` if
  /// the events of a trace suffice.
  static var notInTraces: String? { get }
  /// The kind of check.
  var kind: CheckKind { get }

  /// Whether an event tests it, so that it could fail: for reports that it was tested at all.
  static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool
}

/// The kinds of checks.
public enum CheckKind: Sendable {
  /// A property of every step.
  case invariant(any Invariant)
  /// A property of a whole run.
  case run(any RunCheck)
  /// That every step is an action of the specification.
  case conformance
}

/// What the verdict on a step can depend on.
public enum CheckScope: Hashable, Sendable {
  /// The server that takes the step, in its state before the step: two clusters in which that is equal are judged
  /// equally.
  case server
  /// Any server, and the steps before.
  case cluster
}

extension Check {
  /// The whole cluster, unless a check says that it looks at less.
  public static var scope: CheckScope { .cluster }

  /// Nothing: the events of a trace suffice.
  public static var notInTraces: String? { nil }
}

/// TLA+: `LeaderAgainAndAgain`, `ValuesOnAllOrNone`. When the faults have ended, the cluster works again (§5.6): within a
/// bound of time a leader stands, a new entry is committed on every connected server, their logs agree and every client has
/// its answer.
///
/// Nothing in a trace breaks it: whoever drives the cluster knows when the faults ended, and when the time is over
/// (`Checker.stall`).
public struct Progress: Invariant {
  /// The name.
  public static let name = "Progress"
  /// The section.
  public static let section = "5.6"
  /// The sentence.
  public static let statement = "when the faults have ended, a leader stands, commits, and answers every client"
  /// That nothing happens.
  public static let interests: Transition.Changes = .stalled

  /// No state of its own.
  public init() {}

  /// Tells what everyone waits for.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? { change.finding }
}

import TraceChecker

/// The start of a search around a schedule.
public struct ScheduleStart: Hashable, Sendable {
  /// The number of states to begin with.
  public internal(set) var states = 0
  /// The number of steps of the schedule that were followed.
  public internal(set) var followed = 0
  /// The number of steps of the schedule.
  public internal(set) var steps = 0
  /// Why no more of them were followed; `nil` if all were.
  public internal(set) var end: String?
  /// The name of the check that the last played step of the schedule violates, if it violates one.
  public internal(set) var broken: String?
  /// Why the schedule was not followed to its end although it applies; `nil` if it was.
  public internal(set) var stopReason: Exploration.StopReason?
  /// The restarts after the steps that were followed, if a server traps in the last one.
  private(set) var restarts: [TraceEvent] = []

  /// Notes that a server traps in the last of `restarts`.
  mutating func noteTrap(in restarts: [TraceEvent], afterStep step: Int) {
    self.restarts = restarts
    (broken, end) = (NoTrap.name, "a server traps when it restarts after step \(step)")
  }
}

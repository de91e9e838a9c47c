/// What a search around a schedule begins with.
public struct ScheduleStart: Hashable, Sendable {
  /// The states to begin with.
  public internal(set) var states = 0
  /// So many steps of the schedule were followed.
  public internal(set) var followed = 0
  /// The steps of the schedule.
  public internal(set) var steps = 0
  /// Why no more of them were followed, if so.
  public internal(set) var end: String?
  /// The check that the last step of the schedule violates that was played, if it violates one.
  public internal(set) var broken: String?
  /// Why the schedule was not followed to its end although it applies, if so.
  public internal(set) var stopReason: Exploration.StopReason?
}

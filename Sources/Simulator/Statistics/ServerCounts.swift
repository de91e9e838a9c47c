/// How often faults of servers happened.
public struct ServerCounts: Hashable, Sendable, BitwiseCopyable {
  /// Crash loops that began.
  public var crashLoops = 0
  /// The crashes of loops, but for the first of each.
  public var crashesAgain = 0
  /// Failures of the power.
  public var powerFailures = 0
  /// Servers that crashed in them.
  public var poweredOff = 0
  /// Long absences.
  public var absences = 0
  /// The entries that servers lacked when they came back from them, against the longest log.
  public var entriesBehind = 0
  /// Servers that are gone forever with their disks.
  public var destroyed = 0
  /// Messages of strangers that members refused.
  public var refused = 0

  /// Counts that are all 0.
  public init() {}
}

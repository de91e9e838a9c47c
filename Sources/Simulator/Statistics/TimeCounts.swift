/// How often faults of clocks and timers, and pauses happened.
public struct TimeCounts: Hashable, Sendable, BitwiseCopyable {
  /// Timers that ran by a clock that is too fast or too slow.
  public var drifted = 0
  /// Timers that fired early.
  public var early = 0
  /// Timers that fired late.
  public var late = 0
  /// Pauses of hosts.
  public var pauses = 0
  /// Messages, requests and timers that had to wait for the end of a pause.
  public var heldUp = 0

  /// Counts that are all 0.
  public init() {}
}

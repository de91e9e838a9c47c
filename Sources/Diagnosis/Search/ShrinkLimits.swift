import Simulator

/// The limits of a search for a smaller run or schedule.
public struct ShrinkLimits: Sendable {
  /// The largest number of trials.
  public var trials: Int
  /// The number of threads. The result does not depend on it.
  public var jobs: Int
  /// Whether the time for the search is over. Unlike the number of trials, this makes the result depend on the speed of
  /// the machine.
  public var isOutOfTime: @Sendable () -> Bool
  /// Whether the search was interrupted.
  public var isCancelled: @Sendable () -> Bool

  /// Limits that consist of a number of trials.
  public init(
    trials: Int, jobs: Int = Campaign.processors, isOutOfTime: @escaping @Sendable () -> Bool = { false },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.trials = trials
    self.jobs = jobs
    self.isOutOfTime = isOutOfTime
    self.isCancelled = isCancelled
  }

  /// Why the search must end now, whatever it has tried; `nil` if it need not.
  public var end: ShrinkEnd? { isCancelled() ? .interrupted : isOutOfTime() ? .time : nil }
}

/// Why a search for a smaller run or schedule ended before its result was minimal.
public enum ShrinkEnd: Hashable, Sendable {
  /// It made as many trials as it may.
  case trials
  /// Its time was over.
  case time
  /// It was interrupted.
  case interrupted
  /// The code under test trapped too often: each trap keeps its thread and its memory.
  case traps
}

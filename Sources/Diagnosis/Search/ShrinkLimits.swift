import Simulator

/// The limits of a search for a smaller run or schedule.
public struct ShrinkLimits: Sendable {
  /// The largest number of trials.
  public var trials: Int
  /// The largest number of steps in the trials of a search that makes runs: a search of runs with tens of thousands of
  /// steps ends before it has made all its trials.
  public var steps: Int
  /// The number of threads. The result does not depend on it.
  public var jobs: Int
  /// Whether the time for the search is over. Unlike the number of trials, this makes the result depend on the speed of
  /// the machine.
  public var isOutOfTime: @Sendable () -> Bool
  /// Whether the search was interrupted.
  public var isCancelled: @Sendable () -> Bool

  /// Limits that consist of a number of trials, and of steps: 250 for each trial, and five million at least.
  public init(
    trials: Int, jobs: Int = Campaign.processors, isOutOfTime: @escaping @Sendable () -> Bool = { false },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.trials = trials
    steps = max(5_000_000, trials.multipliedReportingOverflow(by: 250).overflow ? .max : trials * 250)
    self.jobs = jobs
    self.isOutOfTime = isOutOfTime
    self.isCancelled = isCancelled
  }

  /// Why the search must end now, whatever it has tried; `nil` if it need not.
  public var end: ShrinkEnd? { isCancelled() ? .interrupted : isOutOfTime() ? .time : nil }
}

/// Why a search for a smaller run or schedule ended before its result was minimal.
public enum ShrinkEnd: Hashable, Sendable {
  /// It made as many trials, or as many steps in them, as it may.
  case trials
  /// Its time was over.
  case time
  /// It was interrupted.
  case interrupted
  /// The code under test trapped too often: each trap keeps its thread and its memory.
  case traps
}

import Diagnosis
import Simulator

/// The options of the search for the cause of a failure.
struct ShrinkOptions {
  static let runs = OptionSpec(
    "--shrink-runs", "N", "Maximum number of trials of each search for a smaller run or schedule", group: "Shrinking",
    default: "\(defaultTrials)", isMain: false)
  static let time = OptionSpec(
    "--shrink-time", "TIME", "End the search for the cause of a failure after this time", group: "Shrinking",
    default: "60s", isMain: false)
  static let off = OptionSpec(
    flag: "--no-shrink", "Do not look for the cause of a failure: report the run as it was found", group: "Shrinking",
    isMain: false)

  static let specs = [runs, time]

  private static let defaultTrials = 20_000

  private let trials: Int
  private let time: Int

  init(_ arguments: Arguments) throws {
    trials = try arguments.value(Self.runs).integer(in: 1...1_000_000_000)
    time = try arguments.value(Self.time).duration(in: 1...365 * 24 * 3_600_000_000)
  }

  /// The limits of a search that begins now.
  func limits(jobs: Int = min(Campaign.mostJobs, Campaign.processors)) -> ShrinkLimits {
    let deadline = MonotonicClock.microseconds() + time
    return ShrinkLimits(
      trials: trials, jobs: jobs, isOutOfTime: { MonotonicClock.microseconds() >= deadline },
      isCancelled: { Interrupt.isRequested })
  }
}

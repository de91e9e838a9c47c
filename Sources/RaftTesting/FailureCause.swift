import Diagnosis
import Simulator
import TraceChecker

/// The search for the cause of a campaign's failure, within limits that suit a debug build.
struct FailureCause {
  let result: RunResult
  let checks: [any Check]
  let jobs: Int
  /// Whether the task of the test was cancelled.
  let isCancelled: @Sendable () -> Bool

  /// The most trials of each search for a smaller run or schedule.
  var trials = 500
  private static let time = Duration.seconds(10)

  /// The diagnosis; `nil` if the run does not fail in the same way when it is repeated.
  func diagnose() -> FailureDiagnosis? {
    guard let violation = result.violations.first else { return nil }
    let deadline = ContinuousClock.now + Self.time
    let limits = ShrinkLimits(
      trials: trials, jobs: jobs, isOutOfTime: { ContinuousClock.now >= deadline }, isCancelled: isCancelled)
    var investigation = FailureInvestigation(result.plan, ExpectedFailure(violation), limits: limits)
    investigation.checks = checks
    let seed = result.plan.seed
    // Nothing is caught: a trap ends the process of the test, and its backtrace names the seed.
    investigation.catchTrap = { _, work in
      let name = ThreadName.current
      ThreadName.show(seed)
      work()
      ThreadName.set(name)
      return nil
    }
    return investigation.diagnose()
  }
}

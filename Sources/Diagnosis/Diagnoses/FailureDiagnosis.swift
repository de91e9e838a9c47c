import Simulator
import TraceChecker

/// What is known about the cause of a failure: the smallest run and the smallest schedule that show it, the faults that
/// the run needs, and the step from which it could not be avoided.
public struct FailureDiagnosis: Sendable {
  /// The failure.
  public let failure: ExpectedFailure
  /// The smallest run that was found.
  public let run: ShrunkRun
  /// The smallest schedule that was found; `nil` if no schedule shows the failure: it needs time, disks or clients.
  public let schedule: ShrunkSchedule?
  /// The faults that the smallest run needs; `nil` if the limits ended the search for them.
  public let neededFaults: NeededFaults?
  /// The step of the smallest run from which the failure could not be avoided; `nil` if the limits ended the
  /// search for it.
  public let pointOfNoReturn: PointOfNoReturn?

  /// Whether a run was found that is smaller than `result`, the run that was given.
  public func isSmaller(than result: RunResult) -> Bool {
    RunFile(run.result, failure: failure, program: nil).text != RunFile(result, failure: failure, program: nil).text
  }

  /// What ended the search before its results were minimal; `nil` if nothing did.
  public let end: ShrinkEnd?
}

/// Finds out about the cause of a failing run.
public struct FailureInvestigation: Sendable {
  /// The run.
  public let plan: RunPlan
  /// Its failure.
  public let failure: ExpectedFailure
  /// The checks that judge each run.
  public var checks: [any Check] = Checker.allChecks
  /// The limits of each search.
  public var limits: ShrinkLimits
  /// Runs `work`, and catches a trap in the code under test, as in `Campaign.Hooks`. The default only runs `work`.
  package var catchTrap: CatchTrap = withoutCatchingTraps

  /// An investigation of `plan`, which fails with `failure`.
  public init(_ plan: RunPlan, _ failure: ExpectedFailure, limits: ShrinkLimits) {
    (self.plan, self.failure, self.limits) = (plan, failure, limits)
  }

  /// The diagnosis; `nil` if the run does not fail as expected.
  public func diagnose() -> FailureDiagnosis? {
    var schedules = ScheduleShrinker(failure, checks: checks)
    schedules.catchTrap = catchTrap
    // The schedule first: if the limits end the search, it says more than a smaller run.
    let own = schedules.shrink(plan, limits)
    var shrinker = RunShrinker(plan, failure, limits: limits)
    (shrinker.checks, shrinker.catchTrap) = (checks, catchTrap)
    guard let run = shrinker.shrink() else { return nil }
    let schedule = own.map { schedules.shorter($0, of: run.plan, limits) }
    var explainer = RunExplainer(run.plan, failure, limits: limits)
    (explainer.checks, explainer.catchTrap) = (checks, catchTrap)
    let (faults, point) = (explainer.neededFaults(), explainer.pointOfNoReturn())
    return FailureDiagnosis(
      failure: failure, run: run, schedule: schedule,
      // What a limit cut short would state what was not found out.
      neededFaults: faults.flatMap { $0.end == nil ? $0 : nil },
      pointOfNoReturn: point.flatMap { $0.end == nil ? $0 : nil },
      end: limits.end ?? run.end ?? schedule?.end ?? faults?.end ?? point?.end)
  }
}

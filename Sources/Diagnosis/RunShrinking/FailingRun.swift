import Simulator
import TraceChecker

/// A run that fails as expected.
struct FailingRun: Sendable {
  /// The run, without overrides that have no effect.
  let plan: RunPlan
  /// The expected violation.
  let violation: Violation
  /// The last step that matters. Where disks are slow, a violation is known some steps after the step that it is of.
  let lastStep: Int
  /// The step after which the run was ended at the latest; `nil` if nothing ended it early.
  let limit: Int?
  /// How much there is to understand about it.
  let cost: RunCost

  /// The run of `result`; `nil` if it does not fail as expected.
  /// - Parameter limit: the step after which the run was ended, if it was. The plan does not have that end.
  init?(_ result: RunResult, _ expected: ExpectedFailure, limit: Int?) {
    guard let violation = expected.first(in: result.violations) else { return nil }
    var plan = result.plan
    if limit != nil { plan.overrides.removeLast() }
    // One of several equal overrides counts: each of the others is unused, and removes one.
    for unused in result.unusedOverrides {
      if let place = plan.overrides.firstIndex(of: unused.override) { plan.overrides.remove(at: place) }
    }
    self.plan = plan
    self.violation = violation
    self.limit = limit
    let steps = result.statistics.steps
    lastStep = limit.map { steps >= $0 } == true ? violation.step : steps
    cost = RunCost(plan, violation, result.statistics)
  }
}

import Simulator
import TraceChecker

/// Explains a failing run by making it again with changes. It tells most about a run that was shrunk.
public struct RunExplainer: Sendable {
  /// The run.
  public let plan: RunPlan
  /// The failure to explain.
  public let expected: ExpectedFailure
  /// The checks that judge each run.
  public var checks: [any Check] = Checker.allChecks
  /// The limits of each explanation.
  public var limits: ShrinkLimits
  /// Runs `work`, and catches a trap in the code under test, as in `Campaign.Hooks`. The default only runs `work`.
  package var catchTrap: CatchTrap = withoutCatchingTraps

  /// Explains `plan`, which fails as expected.
  public init(_ plan: RunPlan, _ expected: ExpectedFailure, limits: ShrinkLimits) {
    (self.plan, self.expected, self.limits) = (plan, expected, limits)
  }
}

/// A failing run that is to be explained: it was made once, so what it is known to trap in is known.
struct FailureRun {
  /// The plan, with what it traps in.
  let plan: RunPlan
  /// The checks whose violation ends the run.
  let checks: [any Check]
  /// The last step of a changed run that may still show the failure; `nil` where only a whole run shows it.
  let limit: Int?

  /// - Returns: `nil` if the run does not fail as expected.
  init?(_ plan: RunPlan, _ runs: GuardedRuns) {
    guard let result = runs.result(of: plan), let violation = runs.expected.first(in: result.violations) else {
      return nil
    }
    self.plan = result.plan
    checks = runs.checks
    let limit = GuardedRuns.lastStep(ofTrialsFor: violation.step)
    self.limit = runs.failure(of: plan, trial: 0, limit: limit) == nil ? nil : limit
  }

  /// The faults that hit.
  func faults() -> [FaultOccurrence] {
    var recorder = FaultRecorder()
    _ = plan.run(checks: checks, record: { recorder.record($0) }, observe: { recorder.decide($0, $1) })
    return recorder.faults
  }

  /// The numbered events, and when each decision that an override gives was made first.
  func events() -> (events: [TraceEvent], times: [DecisionKey: Int]) {
    var events: [TraceEvent] = []
    var times: [DecisionKey: Int] = [:]
    let keys = Set(plan.overrides.compactMap { if case .decision(let key, _) = $0 { key } else { nil } })
    _ = plan.run(
      checks: checks,
      record: { if !$0.action.isNote { events.append($0) } },
      observe: { key, _ in if keys.contains(key), times[key] == nil { times[key] = events.last?.time ?? 0 } })
    return (events, times)
  }
}

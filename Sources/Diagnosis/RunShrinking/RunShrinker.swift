import Simulator
import TraceChecker

/// Shrinks a failing run: its faults, options, servers, clients and operations, as long as it fails in the same way.
///
/// A run is smaller if fewer options differ from a calm scenario, then if it has fewer servers and clients, then if
/// fewer faults happened, then if it fails in fewer steps. Its result does not depend on the number of threads.
public struct RunShrinker: Sendable {
  /// The run.
  public let plan: RunPlan
  /// The failure that must remain.
  public let expected: ExpectedFailure
  /// The checks that judge each run.
  public var checks: [any Check] = Checker.allChecks
  /// The limits of the search.
  public var limits: ShrinkLimits
  /// Whether the scenario may be tried under other seeds, which often fail sooner.
  public var triesOtherSeeds = true
  /// Runs `work`, and catches a trap in the code under test, as in `Campaign.Hooks`. The default only runs `work`.
  package var catchTrap: CatchTrap = withoutCatchingTraps

  /// Shrinks `plan`, which fails as expected.
  public init(_ plan: RunPlan, _ expected: ExpectedFailure, limits: ShrinkLimits) {
    (self.plan, self.expected, self.limits) = (plan, expected, limits)
  }

  /// The smallest run that was found; `nil` if the run does not fail as expected.
  public func shrink() -> ShrunkRun? {
    let runs = GuardedRuns(checks, expected, limits, catchTrap)
    guard var search = RunSearch(plan, runs, limits) else { return unchanged(runs) }
    var cost: RunCost?
    while search.goesOn, cost != search.best.cost {
      cost = search.best.cost
      search.removeOptions()
      search.removeMembers()
      search.shorten()
      if triesOtherSeeds { search.tryOtherSeeds() }
      search.removeFaults()
      search.stopClients()
      search.removeOverrides()
    }
    guard let (plan, result) = search.finish() else { return nil }
    return ShrunkRun(
      plan: plan, result: result, trials: search.trials.count, end: search.trials.end,
      others: runs.others(upTo: search.trials.count))
  }

  /// The run as it is, if the limits allow no search.
  private func unchanged(_ runs: GuardedRuns) -> ShrunkRun? {
    guard let end = limits.end, let result = runs.wholeResult(of: plan),
      expected.first(in: result.violations) != nil
    else { return nil }
    return ShrunkRun(plan: plan, result: result, trials: 0, end: end, others: [])
  }
}

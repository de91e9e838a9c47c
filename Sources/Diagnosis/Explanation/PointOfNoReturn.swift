import Simulator
import TraceChecker

/// The step of a failing run from which the failure could not be avoided: an estimate from runs that continue from a
/// prefix of it under other seeds.
public struct PointOfNoReturn: Sendable {
  /// The step with which the failure became inevitable; `0` if it was from the start.
  public let step: Int
  /// Of the runs that continue from before that step: how many fail, and how many there were.
  public let before: Share
  /// The same of the runs that continue from after that step; none of none where it is the last one of the run.
  public let after: Share
  /// The nearest run that passes: the one that leaves the failing run latest. `nil` if no run passes.
  public let nearestPass: PassingRun?
  /// The number of runs that were tried.
  public let trials: Int
  /// Why the search ended early, so that the step may be earlier than said; `nil` if it did not.
  public let end: ShrinkEnd?

  /// A share of runs that fail.
  public struct Share: Hashable, Sendable {
    /// How many fail.
    public let failures: Int
    /// How many there were.
    public let runs: Int
  }
}

/// A run that begins as a failing one, and passes.
public struct PassingRun: Sendable {
  /// The run.
  public let plan: RunPlan
  /// The event of the failing run at the first difference; `nil` if that run has ended before.
  public let failing: TraceEvent?
  /// The event of the passing run there; `nil` if that run has ended before.
  public let passing: TraceEvent?
  /// The number of the step at which the two differ first.
  public let step: Int
}

extension RunExplainer {
  /// The point of no return; `nil` if the run does not fail as expected, or the limits allow no estimate.
  /// - Parameter runs: how many runs continue from each prefix that is tried, with as many again to confirm that all
  ///   fail.
  public func pointOfNoReturn(runsPerStep runs: Int = 20) -> PointOfNoReturn? {
    let guarded = GuardedRuns(checks, expected, limits, catchTrap)
    guard let run = FailureRun(plan, guarded) else { return nil }
    var search = PrefixSearch(run, guarded, limits, runsPerStep: max(1, runs))
    return search.pointOfNoReturn()
  }
}

import Simulator

/// The result of shrinking a run.
public struct ShrunkRun: Sendable {
  /// The smallest run that was found and still fails as expected; the original one if none is smaller.
  public let plan: RunPlan
  /// The result of that run.
  public let result: RunResult
  /// The number of runs that were tried.
  public let trials: Int
  /// Why the search ended before its result was minimal; `nil` if it did not.
  public let end: ShrinkEnd?
  /// Runs that failed in another way meanwhile, one of each kind, in the order in which they were met.
  public let others: [RunResult]
}

import Diagnosis
import Simulator
import TraceChecker

extension ExplorationReport {
  /// Shrinks the counterexample, unless no step of it violates a property or a server traps.
  /// - Parameter limits: the limits of the search, in addition to the end of the exploration.
  mutating func shrinkCounterexample(_ limits: ShrinkLimits) {
    guard let counterexample, let failure else { return }
    let budget = plan.budget
    var limits = limits
    let (isOutOfTime, isCancelled) = (limits.isOutOfTime, limits.isCancelled)
    limits.isOutOfTime = { isOutOfTime() || budget.reasonToStop == .time }
    limits.isCancelled = { isCancelled() || budget.reasonToStop == .interrupted }
    let shrinker = ScheduleShrinker.guarded(failure, checks: plan.search.checks)
    if let shrunk = shrinker.shrink(counterexample, limits) { replaceCounterexample(by: shrunk) }
  }
}

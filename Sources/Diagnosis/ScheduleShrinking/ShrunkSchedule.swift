import Simulator
import TraceChecker

/// The smallest schedule that a search found.
public struct ShrunkSchedule: Sendable {
  /// The schedule. It ends with the step that violates the property.
  public let schedule: Schedule
  /// The number of its actions, not counting the servers' starts.
  public let steps: Int
  /// The seed of the run that it comes from, if that is not the seed of the given run.
  public let seed: UInt64?
  /// The number of schedules that were played, those of other seeds' runs not counted.
  public let trials: Int
  /// What ended the search before the schedule was minimal; `nil` if nothing did.
  public let end: ShrinkEnd?
}

extension ScheduleShrinker {
  /// The smallest schedule that shows the failure, of one of several runs that do, or of a run with another seed; `nil`
  /// if no schedule of these runs shows it.
  public func shrink(_ plans: [RunPlan], _ limits: ShrinkLimits) -> ShrunkSchedule? {
    var trials = Trials(limits)
    var best: (schedule: LinkedSchedule, seed: UInt64)?
    for plan in plans where failure.property != NoTrap.name {
      let recorded = Schedule(recording: plan, checks: checks, isCancelled: limits.isCancelled)
      guard let own = shrink(LinkedSchedule(recorded), &trials) else { continue }
      if own.count < best?.schedule.count ?? .max { best = (own, plan.seed) }
    }
    guard let plan = plans.first, let own = best else { return nil }
    if trials.end == nil {
      let others = OtherSeeds(plan: plan, shrinker: self, limits: limits)
      if let other = others.find(shorterThan: own.schedule.count) { best = (other.schedule, other.seed) }
    }
    return best.map { result($0.schedule, seed: $0.seed == plan.seed ? nil : $0.seed, trials) }
  }

  /// The smallest schedule that was found from a given one; `nil` if that does not show the failure.
  public func shrink(_ schedule: Schedule, _ limits: ShrinkLimits) -> ShrunkSchedule? {
    var trials = Trials(limits)
    return shrink(LinkedSchedule(schedule), &trials).map { result($0, seed: nil, trials) }
  }

  private func result(_ shrunk: LinkedSchedule, seed: UInt64?, _ trials: Trials) -> ShrunkSchedule {
    ShrunkSchedule(
      schedule: shrunk.schedule(checks: checks), steps: shrunk.count, seed: seed, trials: trials.count,
      end: trials.end)
  }
}

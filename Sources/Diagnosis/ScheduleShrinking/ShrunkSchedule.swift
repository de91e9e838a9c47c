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
  /// The smallest schedule of a run that shows the failure, also among those of runs with other seeds; `nil` if no
  /// schedule of the run shows it.
  public func shrink(_ plan: RunPlan, _ limits: ShrinkLimits) -> ShrunkSchedule? {
    let recorded = Schedule(recording: plan, checks: checks, isCancelled: limits.isCancelled)
    var trials = Trials(limits)
    guard let own = shrink(LinkedSchedule(recorded), &trials) else { return nil }
    let others = OtherSeeds(plan: plan, expected: expected, checks: checks, limits: limits)
    let other = trials.end == nil ? others.find(shorterThan: own.count) : nil
    return result(other?.schedule ?? own, seed: other?.seed, trials)
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

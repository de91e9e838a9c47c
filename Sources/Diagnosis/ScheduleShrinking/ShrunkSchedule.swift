import Simulator
import TraceChecker

/// The smallest schedule that a search found.
public struct ShrunkSchedule: Sendable {
  /// The schedule. It ends with the step that violates the property.
  public let schedule: Schedule
  /// The number of its actions, not counting the servers' starts.
  public let steps: Int
  /// Whether it comes from another run than the given one, which fails in the same way.
  public let isOfOtherRun: Bool
  /// The number of schedules that were played, those of other seeds' runs not counted.
  public let trials: Int
  /// What ended the search before the schedule was minimal; `nil` if nothing did.
  public let end: ShrinkEnd?
}

extension ScheduleShrinker {
  /// The smallest schedule of a run that shows the failure, also among those of runs with other seeds; `nil` if no
  /// schedule of the run shows it.
  public func shrink(_ plan: RunPlan, _ limits: ShrinkLimits) -> ShrunkSchedule? {
    var trials = Trials(limits)
    guard let own = shrunkSchedule(of: plan, &trials) else { return nil }
    let others = OtherSeeds(plan: plan, shrinker: self, limits: limits)
    let other = trials.end == nil ? others.find(shorterThan: own.count) : nil
    return result(other ?? own, isOfOtherRun: other != nil, trials)
  }

  /// The smallest schedule of a run, if it is shorter than `schedule`, and otherwise `schedule`.
  func shorter(_ schedule: ShrunkSchedule, of plan: RunPlan, _ limits: ShrinkLimits) -> ShrunkSchedule {
    var trials = Trials(limits)
    guard let other = shrunkSchedule(of: plan, &trials), other.count < schedule.steps else { return schedule }
    return result(other, isOfOtherRun: true, trials)
  }

  private func shrunkSchedule(of plan: RunPlan, _ trials: inout Trials) -> LinkedSchedule? {
    // A trap cannot be repeated for each trial: every one of them keeps its thread.
    guard failure.property != NoTrap.name else { return nil }
    let recorded = Schedule(recording: plan, checks: checks, isCancelled: trials.limits.isCancelled)
    return shrink(LinkedSchedule(recorded), &trials)
  }

  /// The smallest schedule that was found from a given one; `nil` if that does not show the failure.
  public func shrink(_ schedule: Schedule, _ limits: ShrinkLimits) -> ShrunkSchedule? {
    var trials = Trials(limits)
    return shrink(LinkedSchedule(schedule), &trials).map { result($0, isOfOtherRun: false, trials) }
  }

  private func result(_ shrunk: LinkedSchedule, isOfOtherRun: Bool, _ trials: Trials) -> ShrunkSchedule {
    ShrunkSchedule(
      schedule: shrunk.schedule(checks: checks), steps: shrunk.count, isOfOtherRun: isOfOtherRun, trials: trials.count,
      end: trials.end)
  }
}

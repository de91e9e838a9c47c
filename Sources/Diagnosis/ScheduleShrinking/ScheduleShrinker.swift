import RaftCore
import Simulator
import TraceChecker

/// Searches for the smallest schedule that shows a failure.
public struct ScheduleShrinker: Sendable {
  let failure: ExpectedFailure
  let checks: [any Check]
  /// Runs `work`, and catches a trap in the code under test, as in `Campaign.Hooks`. The default only runs `work`.
  package var catchTrap: CatchTrap = withoutCatchingTraps

  /// A search for a schedule that shows `failure` when `checks` are applied.
  public init(_ failure: ExpectedFailure, checks: [any Check] = Checker.allChecks) {
    self.failure = failure
    self.checks = checks
  }

  /// The smallest schedule that was found; `nil` if `schedule` does not show the failure, or a trap ends it.
  ///
  /// Unless the limits of `trials` end the search, no single action of it can be left out.
  public func shrink(_ schedule: LinkedSchedule, _ trials: inout Trials) -> LinkedSchedule? {
    let limits = trials.limits
    guard var shrunk = attempt(schedule, { limits.end != nil }) else { return nil }
    var size: [Int]?
    while trials.end == nil, size != shrunk.size {
      size = shrunk.size
      shrunk = minimize(shrunk, &trials)
      shrunk = simplify(shrunk, &trials)
      shrunk = removeServers(shrunk, &trials)
      shrunk = removeTogether(shrunk, &trials)
    }
    return shrunk
  }

  /// The part of a schedule that applies, if it shows the failure. A schedule that traps does not show it.
  private func attempt(
    _ schedule: LinkedSchedule, _ isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> LinkedSchedule? {
    let (calls, kept) = (CoreCalls(), Kept())
    let caught = catchTrap(calls) {
      kept.result = schedule.play(checks: self.checks, calls: calls, isCancelled: isCancelled)
    }
    guard caught == nil, let result = kept.result, failure.first(in: result.violations) != nil else { return nil }
    return schedule.with(result.played)
  }

  /// The result of a schedule that is played on another thread, for which the caller waits.
  private final class Kept: @unchecked Sendable {
    var result: LinkedSchedule.Result?
  }

  private func minimize(_ schedule: LinkedSchedule, _ trials: inout Trials) -> LinkedSchedule {
    schedule.with(
      DeltaDebugging.minimize(schedule.actions, &trials) { attempt(schedule.with($0))?.actions })
  }

  /// Applies each simplification with which the failure remains.
  private func simplify(_ schedule: LinkedSchedule, _ trials: inout Trials) -> LinkedSchedule {
    var schedule = schedule
    for simplification in Simplification.allCases where trials.end == nil {
      guard let candidate = simplification.apply(to: schedule) else { continue }
      if let success = trials.first(of: 0..<1, { _ in attempt(candidate) }) { schedule = success.outcome }
    }
    return schedule
  }

  /// Leaves out one or two servers with everything that they do.
  private func removeServers(_ schedule: LinkedSchedule, _ trials: inout Trials) -> LinkedSchedule {
    var schedule = schedule
    // Two at once first: they change the size of a majority by one.
    var size = 2
    while size > 0, trials.end == nil {
      let current = schedule
      let groups = Combinations(of: size, from: current.servers.configuration.servers)
      let isPossible = current.servers.configuration.servers > size
      let success = isPossible ? trials.first(of: 0..<groups.count) { attempt(current.without(groups[$0])) } : nil
      if let success { schedule = success.outcome } else { size -= 1 }
    }
    return schedule
  }

  /// Leaves out two or three actions together, which cannot be left out one by one.
  private func removeTogether(_ schedule: LinkedSchedule, _ trials: inout Trials) -> LinkedSchedule {
    for size in 2...3 where schedule.count <= Self.mostActions[size - 2] {
      let groups = Combinations(of: size, from: schedule.count)
      let success = trials.first(of: 0..<groups.count) { position -> LinkedSchedule? in
        let left = groups[position]
        return attempt(schedule.with(schedule.actions.enumerated().filter { !left.contains($0.offset) }.map(\.element)))
      }
      if let success { return success.outcome }
    }
    return schedule
  }

  /// The longest schedules in which all pairs, and all groups of three, are tried: there are a few thousand of each.
  private static let mostActions = [100, 30]
}

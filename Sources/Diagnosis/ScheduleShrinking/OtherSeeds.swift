import Dispatch
import Simulator
import Synchronization
import TraceChecker

/// Searches other seeds for runs that fail in the same way and have a smaller schedule: which schedule remains of a run
/// depends on what happened in it.
struct OtherSeeds: Sendable {
  /// The run that failed.
  let plan: RunPlan
  /// Shrinks the schedules of runs that fail in the same way.
  let shrinker: ScheduleShrinker
  let limits: ShrinkLimits

  /// The number of other seeds.
  private static let seeds = 512
  /// How many of the runs that fail in the same way are shrunk: those that fail after the fewest steps.
  private static let most = 16
  /// The largest number of trials for one run.
  private static let trials = 4_000

  /// Searches for a schedule of fewer actions than `count`.
  func find(shorterThan count: Int) -> LinkedSchedule? {
    let runs = map(Array(1...Self.seeds), failingRun).sorted { ($0.step, $0.number) < ($1.step, $1.number) }
    let found = map(Array(runs.prefix(Self.most)), shrink)
    return found.min { $0.count < $1.count }.flatMap { $0.count < count ? $0 : nil }
  }

  /// A run that fails in the same way, by its number, with the step at which it does.
  private struct FailingSeed: Sendable {
    let number: Int
    let step: Int
  }

  private func failingRun(_ number: Int) -> FailingSeed? {
    let runs = GuardedRuns(shrinker.checks, shrinker.failure, limits, shrinker.catchTrap)
    guard let result = runs.result(of: other(number)), !result.wasCancelled else { return nil }
    return shrinker.failure.first(in: result.violations).map { FailingSeed(number: number, step: $0.step) }
  }

  private func shrink(_ run: FailingSeed) -> LinkedSchedule? {
    let other = other(run.number)
    var trials = Trials(
      ShrinkLimits(trials: Self.trials, jobs: 1, isOutOfTime: limits.isOutOfTime, isCancelled: limits.isCancelled))
    let recorded = Schedule(recording: other, checks: shrinker.checks, isCancelled: limits.isCancelled)
    let shrunk = shrinker.shrink(LinkedSchedule(recorded), &trials)
    // What is not minimal would be reported as if it were.
    return trials.end == nil ? shrunk : nil
  }

  /// The run number `number`: of every four, three have at most three servers, and two a scenario of their own.
  private func other(_ number: Int) -> RunPlan {
    var other = plan
    other.overrides = []
    other.seed = plan.seed &+ UInt64(number)
    if number % 2 == 0 {
      other.scenario = Scenario(swarm: other.seed)
      plan.defect?.prepare(&other.scenario)
    }
    if number % 4 != 0 { other.scenario.servers = min(plan.scenario.servers, 3) }
    return other
  }

  /// What `transform` makes of the elements, on all threads, in their order and without what is `nil`.
  private func map<Element: Sendable, Result: Sendable>(
    _ elements: [Element], _ transform: @Sendable (Element) -> Result?
  ) -> [Result] {
    let next = Atomic(0)
    let results = Mutex([Int: Result]())
    DispatchQueue.concurrentPerform(iterations: max(1, limits.jobs)) { _ in
      while limits.end == nil {
        let position = next.add(1, ordering: .relaxed).oldValue
        guard position < elements.count else { return }
        if let result = transform(elements[position]) { results.withLock { $0[position] = result } }
      }
    }
    return results.withLock { results in elements.indices.compactMap { results[$0] } }
  }
}

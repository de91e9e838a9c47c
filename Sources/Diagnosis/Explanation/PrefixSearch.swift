import Simulator
import TraceChecker

/// The search for the point of no return of a run.
struct PrefixSearch {
  private let run: FailureRun
  private let runs: GuardedRuns
  private let runsPerStep: Int
  private let events: [TraceEvent]
  /// When each decision that an override gives was made.
  private let decided: [DecisionKey: Int]
  /// The times of the run, each once: a prefix ends with all that happens at one of them.
  private let times: [Int]
  private var trials: Trials

  init(_ run: FailureRun, _ runs: GuardedRuns, _ limits: ShrinkLimits, runsPerStep: Int) {
    (self.run, self.runs, self.runsPerStep) = (run, runs, runsPerStep)
    (events, decided) = run.events()
    times = events.map(\.time).reduce(into: []) { if $0.last != $1 { $0.append($1) } }
    trials = runs.trials(limits)
  }

  /// A prefix that was tried: by the number of its times.
  private struct Prefix {
    let length: Int
    var failures = 0
    var runs = 0
    /// The runs that pass.
    var passing: [RunPlan] = []
  }

  /// Binary search for the shortest prefix after which every run fails.
  mutating func pointOfNoReturn() -> PointOfNoReturn? {
    guard var before = tryPrefix(0) else { return nil }
    guard !before.passing.isEmpty else { return result(before, before) }
    // With its last event the run has failed.
    var after = Prefix(length: times.count)
    while after.length - before.length > 1, let middle = tryPrefix((before.length + after.length) / 2) {
      if middle.passing.isEmpty { after = middle } else { before = middle }
    }
    return result(before, after)
  }

  private func result(_ before: Prefix, _ after: Prefix) -> PointOfNoReturn {
    let time = after.length == 0 ? nil : times[after.length - 1]
    return PointOfNoReturn(
      step: time.flatMap { time in events.first { $0.time == time }?.sequence } ?? 0,
      before: .init(failures: before.failures, runs: before.runs),
      after: .init(failures: after.failures, runs: after.runs), nearestPass: nearest(of: before.passing),
      trials: trials.count, end: trials.end)
  }

  /// Tries to go on from the first times of the run under other seeds, and again under others if all of them fail.
  /// Returns `nil` if the limits end that.
  private mutating func tryPrefix(_ length: Int) -> Prefix? {
    var prefix = Prefix(length: length)
    for round in 0..<2 where prefix.passing.isEmpty {
      let plans = (0..<runsPerStep).map { continuation(of: length, seed: UInt64(round * runsPerStep + $0 + 1)) }
      let (runs, limit) = (runs, run.limit)
      let fail = trials.all(of: plans.indices) { runs.failure(of: plans[$0], trial: $1, limit: limit) != nil }
      guard fail.count == plans.count else { return nil }
      prefix.runs += fail.count
      prefix.failures += fail.count { $0 }
      prefix.passing = zip(plans, fail).filter { !$0.1 }.map(\.0)
    }
    return prefix
  }

  /// The run that continues from the first times under another seed, without overrides of later decisions.
  private func continuation(of length: Int, seed: UInt64) -> RunPlan {
    let end = length == 0 ? -1 : times[length - 1]
    var plan = run.plan
    plan.knownTrap = nil
    plan.overrides.removeAll { override in
      guard case .decision(let key, _) = override, let time = decided[key] else { return false }
      return time > end
    }
    plan.overrides.append(.seed(plan.seed &+ seed, from: end + 1))
    return plan
  }

  /// The run that leaves the failing one latest.
  private func nearest(of plans: [RunPlan]) -> PassingRun? {
    plans.map(firstDifference).reduce(nil) { best, run in best.map { $0.step >= run.step ? $0 : run } ?? run }
  }

  private func firstDifference(_ plan: RunPlan) -> PassingRun {
    var difference: TraceEvent?
    var count = 0
    let events = events
    _ = plan.ending(after: events.count + 1).run(
      checks: runs.checks,
      record: { event in
        guard difference == nil, !event.action.isNote else { return }
        if count < events.count, event == events[count] { count += 1 } else { difference = event }
      })
    return PassingRun(
      plan: plan, failing: count < events.count ? events[count] : nil, passing: difference, step: count + 1)
  }
}

import Simulator

/// The search for a smaller run: the smallest so far, and the trials. Each pass tries one kind of reduction.
struct RunSearch: Sendable {
  /// The smallest run so far.
  private(set) var best: FailingRun
  private(set) var trials: Trials
  private let runs: GuardedRuns
  /// Whether a run that ends early still shows the failure. It does not for `Progress`, which is judged when the faults
  /// have ended.
  private let endsEarly: Bool

  /// A search that begins with `plan`; `nil` if that does not fail as expected.
  init?(_ plan: RunPlan, _ runs: GuardedRuns, _ limits: ShrinkLimits) {
    self.runs = runs
    trials = runs.trials(limits)
    guard let found = trials.first(of: 0..<1, { runs.failure(of: plan, trial: $0 + 1, limit: nil) }) else { return nil }
    best = found.outcome
    let plan = found.outcome.plan
    let limit = Self.limit(found.outcome)
    endsEarly = trials.first(of: 0..<1) { runs.failure(of: plan, trial: $0 + 2, limit: limit) } != nil
  }

  /// Whether another pass may try something.
  var goesOn: Bool { trials.end == nil }

  /// The last step of a trial.
  private static func limit(_ best: FailingRun) -> Int { GuardedRuns.lastStep(ofTrialsFor: best.violation.step) }

  /// Makes a run in trial `number`; `nil` if it does not fail as expected, or only much later.
  private func trial(_ plan: RunPlan, _ number: Int) -> FailingRun? {
    let limit = Self.limit(best)
    guard let failure = runs.failure(of: plan, trial: number, limit: endsEarly ? limit : nil) else { return nil }
    return failure.violation.step <= limit ? failure : nil
  }

  /// Takes the first of `plans` that fails as expected and is smaller. Returns whether there is one.
  @discardableResult
  mutating func takeFirst(of plans: [RunPlan]) -> Bool {
    let (search, first) = (self, trials.count + 1)
    let success = trials.first(of: plans.indices) { index -> FailingRun? in
      guard let failure = search.trial(plans[index], first + index), failure.cost < search.best.cost else { return nil }
      return failure
    }
    if let success { best = success.outcome }
    return success != nil
  }

  /// Minimizes a list on which the run depends, and takes the run of the smallest list if it is smaller.
  /// - Parameters:
  ///   - elements: the list for which the run fails as expected.
  ///   - mustShrink: whether each list must make the run smaller than it is now, not only the last.
  ///   - plan: the run of a list.
  /// - Returns: the smallest list.
  @discardableResult
  mutating func minimize<Element: Sendable>(
    _ elements: [Element], mustShrink: Bool = true, plan: @Sendable ([Element]) -> RunPlan
  ) -> [Element] {
    let search = self
    let list = DeltaDebugging.minimize(elements, &trials) { list, number in
      guard let failure = search.trial(plan(list), number) else { return nil }
      return !mustShrink || failure.cost < search.best.cost ? list : nil
    }
    if list.count < elements.count || !mustShrink { takeAgain(plan(list)) }
    return list
  }

  /// Takes a run that was tried before, if it is smaller.
  private mutating func takeAgain(_ plan: RunPlan) {
    let limit = endsEarly ? Self.limit(best) : nil
    guard let result = runs.wholeResult(of: limit.map(plan.ending) ?? plan),
      let failure = FailingRun(result, runs.expected, limit: limit), failure.cost < best.cost
    else { return }
    best = failure
  }

  /// Goes back to a run that was the smallest one before.
  mutating func take(_ run: FailingRun) { best = run }

  /// What happened in the smallest run until its violation.
  func observe() -> ObservedRun {
    ObservedRun(endsEarly ? best.plan.ending(after: best.lastStep) : best.plan, checks: runs.checks)
  }

  /// The plan and result of the smallest run. It has an end of its own where it would violate something else, or
  /// nothing at all, without one: where disks are slow, the end of a run shows what was not durable yet.
  func finish() -> (RunPlan, RunResult)? {
    let plan = best.plan
    if let whole = failing(plan, within: endsEarly ? best.lastStep : .max) { return whole }
    if let ended = failing(plan.ending(after: best.lastStep), within: .max) { return ended }
    return failing(best.limit.map(plan.ending) ?? plan, within: .max)
  }

  /// The run, if it violates what is expected at the expected step, and has no more than `most` steps.
  private func failing(_ plan: RunPlan, within most: Int) -> (RunPlan, RunResult)? {
    guard let result = runs.wholeResult(of: plan), result.statistics.steps <= most,
      runs.expected.first(in: result.violations)?.step == best.violation.step
    else { return nil }
    return (result.plan, result)
  }
}

import Dispatch
import Synchronization
import TraceChecker

/// A campaign that is running: its threads, and what they have found so far.
final class CampaignRun: Sendable {
  private let campaign: Campaign
  private let hooks: Campaign.Hooks
  private let plan: @Sendable (UInt64) -> RunPlan
  private let state = Mutex(State())
  /// Released once for each counted run.
  private let places: DispatchSemaphore

  private struct State {
    var next = 0
    var counted = 0
    /// Whether a thread counts runs and reports them.
    var isCounting = false
    /// Whether the result is known: no run is started or counted any more.
    var isOver = false
    /// Whether a run was cancelled: no run is started any more.
    var isCancelled = false
    /// Runs that ended before one with a lower seed, fewer than `lookahead`.
    var early: [Int: (RunResult, isReproducible: Bool)] = [:]
    /// How many runs have trapped.
    var traps = 0
    var summary = CampaignSummary()
  }

  init(_ campaign: Campaign, _ hooks: Campaign.Hooks, _ plan: @escaping @Sendable (UInt64) -> RunPlan) {
    precondition(campaign.lookahead > 0, "a campaign must be allowed to start one run")
    (self.campaign, self.hooks, self.plan) = (campaign, hooks, plan)
    // It begins at 0 because a semaphore may not be freed below its first value.
    places = DispatchSemaphore(value: 0)
    for _ in 0..<campaign.lookahead { places.signal() }
  }

  /// Runs to the end.
  func run() -> CampaignSummary {
    DispatchQueue.concurrentPerform(iterations: max(1, campaign.jobs)) { work($0) }
    return state.withLock { $0.summary }
  }

  /// Makes runs until none are left, on the calling thread or on one that `catchTrap` starts.
  private func work(_ number: Int) {
    while true {
      let job = CampaignJob(number)
      guard let caught = hooks.catchTrap(job.calls, { self.work(job) }) else { return }
      // A second run that traps differs from the first, which has not.
      repeatTrap(caught, job.run, isReproducible: !job.isRepeating)
    }
  }

  private func work(_ job: CampaignJob) {
    while let number = take() {
      job.run = number
      hooks.isRunning(seed(number), job.number)
      let result = run(number, job.calls)
      job.isRepeating = campaign.checksDeterminism
      let again = campaign.checksDeterminism ? run(number, job.calls) : result
      job.isRepeating = false
      hooks.isRunning(nil, job.number)
      if result.wasCancelled || again.wasCancelled { return cancel() }
      count(result, isReproducible: again.digest == result.digest, number)
    }
    // The next thread that waits learns, too, that there is nothing left to start.
    places.signal()
  }

  private func seed(_ number: Int) -> UInt64 { campaign.firstSeed &+ UInt64(number) }

  private func run(_ number: Int, _ calls: CoreCalls) -> RunResult {
    plan(seed(number)).run(checks: campaign.checks, calls: calls, isCancelled: hooks.isCancelled)
  }

  /// Repeats a run that has trapped, up to the trap. If it traps earlier, or does not reach the trap, it is not
  /// reproducible.
  private func repeatTrap(_ caught: CaughtTrap, _ number: Int, isReproducible: Bool) {
    let again = RepeatedRun(caught)
    let other = hooks.catchTrap(again.calls) { again.finish(self.run(number, again.calls)) }
    let result = again.result ?? RunResult(stoppedBy: other ?? caught, plan(seed(number)))
    if other == nil, result.wasCancelled { return cancel() }
    noteTrap()
    count(result, isReproducible: isReproducible && other == nil && again.calls.areOver, number)
  }

  /// Notes a trap. After `Campaign.trapLimit` of them no run is started.
  private func noteTrap() {
    state.withLock { state in
      state.traps += 1
      if state.traps >= Campaign.trapLimit { state.isCancelled = true }
    }
  }

  private func cancel() {
    state.withLock { $0.isCancelled = true }
    places.signal()
  }

  /// The number of the next run, if there is to be one. Waits until it is less than `lookahead` after the runs that
  /// were counted.
  private func take() -> Int? {
    places.wait()
    if hooks.shouldStop() { return nil }
    return state.withLock { state in
      guard !state.isOver, !state.isCancelled, state.next < campaign.runs ?? .max else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Counts a run, and those that waited for it. If another thread counts, it counts this one, too. The hooks are
  /// called without the lock: they may wait.
  private func count(_ result: RunResult, isReproducible: Bool, _ number: Int) {
    let isFirst = state.withLock { state in
      state.early[number] = (result, isReproducible)
      assert(state.early.count <= campaign.lookahead)
      defer { state.isCounting = true }
      return !state.isCounting
    }
    guard isFirst else { return }
    while let (result, summary) = state.withLock({ countNext(&$0) }) {
      places.signal()
      if !result.violations.isEmpty { hooks.didFail(result) }
      hooks.didCount(summary)
    }
  }

  /// Counts the run with the lowest number that was not counted, if it has ended.
  private func countNext(_ state: inout State) -> (RunResult, CampaignSummary)? {
    guard !state.isOver, let (result, isReproducible) = state.early.removeValue(forKey: state.counted) else {
      state.isCounting = false
      return nil
    }
    state.counted += 1
    state.summary.add(result, isReproducible: isReproducible)
    let isFailure = state.summary.failureCount > 0 || !isReproducible
    state.isOver = state.summary.endedByTraps || !campaign.keepsGoing && isFailure
    return (result, state.summary)
  }
}

/// A run that is repeated because it has trapped.
private final class RepeatedRun: Sendable {
  let calls: CoreCalls
  private let kept = Mutex<RunResult?>(nil)

  init(_ caught: CaughtTrap) { calls = CoreCalls(repeating: caught) }

  /// The result; `nil` if the run has trapped again.
  var result: RunResult? { kept.withLock { $0 } }

  func finish(_ result: RunResult) { kept.withLock { $0 = result } }
}

/// What one thread of a campaign is doing.
private final class CampaignJob: Sendable {
  /// The number of the thread.
  let number: Int
  /// The calls of the code under test.
  let calls = CoreCalls()
  private let current = Atomic(0)
  private let isSecond = Atomic(false)

  init(_ number: Int) { self.number = number }

  /// The number of its last run.
  var run: Int {
    get { current.load(ordering: .relaxed) }
    set { current.store(newValue, ordering: .relaxed) }
  }

  /// Whether that run is made for the second time, to compare the two.
  var isRepeating: Bool {
    get { isSecond.load(ordering: .relaxed) }
    set { isSecond.store(newValue, ordering: .relaxed) }
  }
}

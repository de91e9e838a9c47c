import Dispatch
import Synchronization
import TraceChecker

/// The runs of a range of seeds, on several threads.
///
/// Its summary does not depend on the number of threads: runs are counted in the order of their seeds, and without
/// `keepsGoing` they end with the lowest seed that fails.
public struct Campaign: Sendable {
  /// The first seed; the others follow.
  public var firstSeed: UInt64
  /// The number of runs; `nil` for no limit but `shouldStop`.
  public var runs: Int?
  /// The number of threads.
  public var jobs: Int
  /// Whether to continue after a failure.
  public var keepsGoing = false
  /// Whether every seed is run twice, and the two runs must not differ.
  public var checksDeterminism = false
  /// How many runs may be started and not counted, `1...`: the bound of the finished runs that wait for one with a
  /// lower seed. A thread that has come so far ahead waits.
  public var lookahead = 1024
  /// The checks that are applied to each run.
  public var checks: [any Check] = Checker.allChecks

  /// A campaign from `firstSeed` on.
  public init(firstSeed: UInt64, runs: Int?, jobs: Int) {
    self.firstSeed = firstSeed
    self.runs = runs
    self.jobs = jobs
  }

  /// Functions of the caller that a campaign calls while it runs, from every thread. They do not influence a run.
  public struct Hooks: Sendable {
    /// Whether no further run shall begin.
    public var shouldStop: @Sendable () -> Bool = { false }
    /// Whether the runs in progress must end too; those are not counted.
    public var isCancelled: @Sendable () -> Bool = { false }
    /// Called when a run begins on a thread, and with `nil` when it has ended.
    public var isRunning: @Sendable (_ seed: UInt64?, _ job: Int) -> Void = { _, _ in }
    /// Called for each run that failed, before `didCount`, by one thread at a time.
    public var didFail: @Sendable (_ result: RunResult) -> Void = { _ in }
    /// Called for each run that was counted, by one thread at a time.
    public var didCount: @Sendable (_ summary: CampaignSummary) -> Void = { _ in }

    /// Hooks that do nothing.
    public init() {}
  }

  private struct State {
    var next = 0
    var counted = 0
    /// Whether the result is known: no run is started or counted any more.
    var isOver = false
    /// Whether a run was cancelled: no run is started any more.
    var isCancelled = false
    /// Runs that ended before one with a lower seed, fewer than `lookahead`.
    var early: [Int: (RunResult, isReproducible: Bool)] = [:]
    var summary = CampaignSummary()
  }

  /// Runs the campaign.
  /// - Parameters:
  ///   - hooks: what the caller is asked, and what is reported to it.
  ///   - plan: the run of a seed.
  public func run(hooks: Hooks = Hooks(), plan: @Sendable (UInt64) -> RunPlan) -> CampaignSummary {
    precondition(lookahead > 0, "a campaign must be allowed to start one run")
    let state = Mutex(State())
    // Released once for each counted run. It begins at 0 because a semaphore may not be freed below its first value.
    let places = DispatchSemaphore(value: 0)
    for _ in 0..<lookahead { places.signal() }
    // The closure does not outlive this call, whatever its type says.
    withoutActuallyEscaping(plan) { plan in
      DispatchQueue.concurrentPerform(iterations: max(1, jobs)) { job in
        while let number = take(state, places, hooks) {
          let seed = firstSeed &+ UInt64(number)
          hooks.isRunning(seed, job)
          let result = plan(seed).run(checks: checks, isCancelled: hooks.isCancelled)
          let again =
            checksDeterminism ? plan(seed).run(checks: checks, isCancelled: hooks.isCancelled) : result
          hooks.isRunning(nil, job)
          if result.wasCancelled || again.wasCancelled {
            state.withLock { $0.isCancelled = true }
            places.signal()
            return
          }
          let isReproducible = again.digest == result.digest
          count(result, isReproducible, number, state, places, hooks)
        }
        // The next thread that waits learns, too, that there is nothing left to start.
        places.signal()
      }
    }
    return state.withLock { $0.summary }
  }

  /// Whether `summary` is that of the whole campaign, and nothing from outside ended it: all runs were counted, or a
  /// failure ended it. A campaign without a number of runs is never complete without a failure.
  public func isComplete(_ summary: CampaignSummary) -> Bool {
    let isFailed = summary.failureCount > 0 || !summary.nondeterministic.isEmpty
    return summary.runs == runs || !keepsGoing && isFailed
  }

  /// The number of the next run, if there is to be one. Waits until it is less than `lookahead` after the runs that
  /// were counted.
  private func take(
    _ state: borrowing Mutex<State>, _ places: DispatchSemaphore, _ hooks: Hooks
  ) -> Int? {
    places.wait()
    if hooks.shouldStop() { return nil }
    return state.withLock { state in
      guard !state.isOver, !state.isCancelled, state.next < runs ?? .max else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  /// Counts a run, and those that waited for it.
  private func count(
    _ result: RunResult, _ isReproducible: Bool, _ number: Int, _ state: borrowing Mutex<State>,
    _ places: DispatchSemaphore, _ hooks: Hooks
  ) {
    state.withLock { state in
      state.early[number] = (result, isReproducible)
      assert(state.early.count <= lookahead)
      while !state.isOver, let (result, isReproducible) = state.early.removeValue(forKey: state.counted) {
        state.counted += 1
        places.signal()
        state.summary.add(result, isReproducible: isReproducible)
        if !keepsGoing, state.summary.failureCount > 0 || !isReproducible { state.isOver = true }
        if !result.violations.isEmpty { hooks.didFail(result) }
        hooks.didCount(state.summary)
      }
    }
  }
}

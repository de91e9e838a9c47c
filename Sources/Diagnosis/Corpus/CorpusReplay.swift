import Simulator
import Synchronization
import TraceChecker

/// The runs of a corpus, made again.
public struct CorpusReplay: Sendable {
  /// The runs that violate a property, in the order of their files.
  public let failures: [Failure]
  /// The number of runs that passed.
  public let passed: Int
  /// The number of runs that were not made, because they have another core, state machine or defect.
  public let skipped: Int
  /// The number of runs that were not made, because the replay ended before them.
  public let missing: Int

  /// A run that violates a property.
  public struct Failure: Sendable {
    /// The run in the corpus.
    public let entry: Corpus.Entry
    /// The result of making it again.
    public let result: RunResult
  }

  /// Makes the runs of a corpus, on several threads. The result does not depend on their number.
  /// - Parameters:
  ///   - corpus: the corpus.
  ///   - campaign: the campaign before which they are made: it has the checks and the number of threads.
  ///   - hooks: what the caller is asked, and what is reported to it. `didCount` and `didFail` are not called.
  ///   - plan: the plan of a run; `nil` if it has another core, state machine or defect than the campaign.
  public init(
    of corpus: Corpus, before campaign: Campaign, hooks: Campaign.Hooks = Campaign.Hooks(),
    plan: (RunFile) -> RunPlan?
  ) {
    let planned = corpus.entries.compactMap { entry in plan(entry.run).map { (entry: entry, plan: $0) } }
    let plans = planned.map(\.plan)
    let results = Mutex(Results())
    var hooks = hooks
    let isRunning = hooks.isRunning
    hooks.isRunning = { number, job in isRunning(number.map { plans[Int($0)].seed }, job) }
    hooks.didFail = { result in results.withLock { $0.failures.append(($0.counted, result)) } }
    hooks.didCount = { summary in results.withLock { $0.counted = summary.runs } }
    var replay = Campaign(firstSeed: 0, runs: plans.count, jobs: campaign.jobs)
    replay.keepsGoing = true
    replay.checks = campaign.checks
    let summary = replay.run(hooks: hooks) { plans[Int($0)] }
    failures = results.withLock { $0.failures }.map { Failure(entry: planned[$0.run].entry, result: $0.result) }
    passed = summary.runs - summary.failureCount
    skipped = corpus.entries.count - planned.count
    missing = planned.count - summary.runs
  }

  private struct Results: Sendable {
    /// The number of runs that were counted.
    var counted = 0
    var failures: [(run: Int, result: RunResult)] = []
  }
}

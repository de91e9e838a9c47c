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
  /// The largest number of runs that are started and not yet counted, `1...`. It bounds the finished runs that wait for
  /// one with a lower seed; a thread that is this far ahead waits.
  public var lookahead = 1024
  /// The checks that are applied to each run.
  public var checks: [any Check] = Checker.allChecks

  /// The number of traps after which a campaign ends: each run that traps keeps its thread and its memory.
  package static let trapLimit = 100

  /// A campaign from `firstSeed` on.
  public init(firstSeed: UInt64, runs: Int?, jobs: Int) {
    self.firstSeed = firstSeed
    self.runs = runs
    self.jobs = jobs
  }

  /// Functions of the caller that a campaign calls while it runs, from every thread. They do not influence a run.
  public struct Hooks: Sendable {
    /// Whether no further run may begin.
    public var shouldStop: @Sendable () -> Bool = { false }
    /// Whether the runs in progress must end too; those are not counted.
    public var isCancelled: @Sendable () -> Bool = { false }
    /// Called when a run begins on a thread, and with `nil` when it has ended, but not when it has trapped.
    public var isRunning: @Sendable (_ seed: UInt64?, _ job: Int) -> Void = { _, _ in }
    /// Runs `work`, and catches a trap in the code under test, whose calls `calls` counts. The default only runs
    /// `work`, so a trap ends the process.
    package var catchTrap: @Sendable (_ calls: CoreCalls, _ work: @escaping @Sendable () -> Void) -> CaughtTrap? = {
      _, work in
      work()
      return nil
    }
    /// Called for each run that failed, before `didCount`, by one thread at a time.
    public var didFail: @Sendable (_ result: RunResult) -> Void = { _ in }
    /// Called for each run that was counted, by one thread at a time.
    public var didCount: @Sendable (_ summary: CampaignSummary) -> Void = { _ in }

    /// Hooks that do nothing.
    public init() {}
  }

  /// Runs the campaign.
  /// - Parameters:
  ///   - hooks: what the caller is asked, and what is reported to it.
  ///   - plan: the run of a seed.
  public func run(
    hooks: Hooks = Hooks(), plan: @escaping @Sendable (UInt64) -> RunPlan
  ) -> CampaignSummary {
    CampaignRun(self, hooks, plan).run()
  }

  /// Whether `summary` is that of the whole campaign, and nothing from outside ended it: all runs were counted, or a
  /// failure ended it. A campaign without a number of runs is never complete without a failure.
  public func isComplete(_ summary: CampaignSummary) -> Bool {
    let isFailed = summary.failureCount > 0 || !summary.nondeterministic.isEmpty
    return summary.runs == runs || !keepsGoing && isFailed
  }
}

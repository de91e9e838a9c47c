import Foundation
import Simulator
import Synchronization
import TestTier
import Testing
import TraceChecker

@Suite("Campaigns of the correct core")
struct CampaignTests {
  private static func plan(_ seed: UInt64) -> RunPlan { RunPlan(seed: seed, scenario: Scenario(swarm: seed)) }

  private static func broken(_ seed: UInt64) -> RunPlan {
    RunPlan(seed: seed, scenario: Scenario(swarm: seed), defect: Defect.named("vote-any-log"))
  }

  @Test("a fixed set of seeds breaks nothing, and exercises everything")
  func fixedSeeds() {
    let runs = TestTier.pick(160, thorough: 300)
    let summary = Campaign(firstSeed: 1, runs: runs, jobs: 2).run(plan: Self.plan)
    #expect(summary.runs == runs)
    #expect(summary.conformanceEnds == 0 && summary.firstConformanceEnd == nil)
    #expect(summary.failures.map { "\($0.plan.seed): \($0.violations)" } == [])
    #expect(
      summary.unexercised(
        asked: Set(Fault.all.filter { !$0.isBeyondAssumptions }.map(\.option)), checks: Checker.allChecks) == [])
  }

  @Test("a few fresh seeds break nothing", .enabled(if: TestTier.isThorough, "RAFTSIM_THOROUGH=1 runs it"))
  func freshSeeds() {
    let first = UInt64.random(in: 1 << 32 ... .max >> 1)
    let summary = Campaign(firstSeed: first, runs: 100, jobs: 2).run(plan: Self.plan)
    #expect(summary.failures.map { "\($0.plan.seed): \($0.violations)" } == [])
  }

  @Test("seeds wrap around the end of their numbers")
  func lastSeeds() {
    let summary = Campaign(firstSeed: .max, runs: 3, jobs: 1).run(plan: Self.plan)
    #expect(summary.runs == 3)
    #expect(summary.failures.isEmpty)
  }

  @Test("a campaign ends with the lowest seed that fails, at any number of threads", arguments: [1, 2, 7])
  func lowestFailure(_ jobs: Int) throws {
    let summary = Campaign(firstSeed: 1, runs: 200, jobs: jobs).run(plan: Self.broken)
    let failure = try #require(summary.failures.first)
    #expect(summary.failures.count == 1)
    #expect(summary.runs == Int(failure.plan.seed))
    for seed in 1..<failure.plan.seed { #expect(Self.broken(seed).run().violations.isEmpty) }
  }

  @Test("one that keeps going counts all failures")
  func keepsGoing() {
    var campaign = Campaign(firstSeed: 1, runs: 100, jobs: 2)
    campaign.keepsGoing = true
    let summary = campaign.run(plan: Self.broken)
    #expect(summary.runs == 100)
    #expect(summary.failureCount > 5)
    #expect(summary.failures.map(\.plan.seed) == summary.failures.map(\.plan.seed).sorted())
  }

  @Test("it begins no run after it was cancelled, and counts all that it began")
  func stops() {
    let counted = Mutex(0)
    let begun = Mutex(0)
    var hooks = Campaign.Hooks()
    hooks.shouldStop = { counted.withLock { $0 } >= 10 }
    hooks.isRunning = { seed, _ in if seed != nil { begun.withLock { $0 += 1 } } }
    hooks.didCount = { summary in counted.withLock { $0 = summary.runs } }
    let summary = Campaign(firstSeed: 1, runs: nil, jobs: 2).run(hooks: hooks, plan: Self.plan)
    #expect(summary.runs >= 10)
    #expect(summary.runs == begun.withLock { $0 })
  }

  @Test("a report that waits does not keep other threads from their runs", .timeLimit(.minutes(30)))
  func slowReport() {
    let begun = DispatchSemaphore(value: 0)
    let isFifthBegun = Mutex(true)
    var hooks = Campaign.Hooks()
    hooks.isRunning = { seed, _ in if seed == 5 { begun.signal() } }
    hooks.didCount = { summary in
      guard summary.runs == 1 else { return }
      isFifthBegun.withLock { $0 = begun.wait(timeout: .now() + 60) == .success }
    }
    let summary = Campaign(firstSeed: 1, runs: 20, jobs: 2).run(hooks: hooks, plan: Self.brief)
    #expect(summary.runs == 20 && isFifthBegun.withLock { $0 })
  }

  @Test("after one slow seed no more runs start than may be ahead of it", .timeLimit(.minutes(30)))
  func lookahead() {
    let begun = Mutex(0)
    let begunAfterFirst = Mutex(0)
    var hooks = Campaign.Hooks()
    hooks.isRunning = { seed, _ in if seed != nil { begun.withLock { $0 += 1 } } }
    var campaign = Campaign(firstSeed: 1, runs: 40, jobs: 3)
    campaign.lookahead = 8
    let summary = campaign.run(hooks: hooks) { seed in
      if seed == 1 {
        while begun.withLock({ $0 }) < 8 { Thread.sleep(forTimeInterval: 0.001) }
        // Whoever did not wait would start more now.
        Thread.sleep(forTimeInterval: 0.2)
        begunAfterFirst.withLock { count in count = begun.withLock { $0 } }
      }
      return Self.brief(seed)
    }
    #expect(begunAfterFirst.withLock { $0 } == 8)
    #expect(summary.runs == 40)
    #expect(summary.digest == Campaign(firstSeed: 1, runs: 40, jobs: 1).run(plan: Self.brief).digest)
  }

  @Test("threads that wait for a slow seed end when it is cancelled", .timeLimit(.minutes(30)))
  func cancelledWhileWaiting() {
    let begun = Mutex(0)
    var hooks = Campaign.Hooks()
    hooks.isRunning = { seed, _ in if seed != nil { begun.withLock { $0 += 1 } } }
    hooks.isCancelled = { begun.withLock { $0 } >= 4 }
    var campaign = Campaign(firstSeed: 1, runs: 1000, jobs: 3)
    campaign.lookahead = 4
    let summary = campaign.run(hooks: hooks) { seed in
      guard seed == 1 else { return Self.brief(seed) }
      // Other threads may get a core late: the run must not be over before it is cancelled.
      while begun.withLock({ $0 }) < 4 { Thread.sleep(forTimeInterval: 0.001) }
      var scenario = Scenario()
      scenario.duration = 24 * 3_600_000_000
      return RunPlan(seed: seed, scenario: scenario)
    }
    #expect(summary.runs == 0)
    #expect(begun.withLock { $0 } == 4)
  }

  @Test("a campaign ends while threads wait, if the seed that they wait for fails", .timeLimit(.minutes(30)))
  func fails() throws {
    let begun = Mutex(0)
    var hooks = Campaign.Hooks()
    hooks.isRunning = { seed, _ in if seed != nil { begun.withLock { $0 += 1 } } }
    var campaign = Campaign(firstSeed: 1, runs: nil, jobs: 3)
    campaign.lookahead = 2
    let summary = campaign.run(hooks: hooks) { seed in
      guard seed == 1 else { return Self.brief(seed) }
      while begun.withLock({ $0 }) < 2 { Thread.sleep(forTimeInterval: 0.001) }
      var scenario = Scenario()
      scenario.servers = 4
      return RunPlan(seed: seed, scenario: scenario, defect: Defect.named("vote-reply-next-term"))
    }
    #expect(summary.runs == 1)
    #expect(summary.failures.map(\.plan.seed) == [1])
  }

  /// A run without faults that is soon over.
  private static func brief(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario()
    scenario.duration = 200_000
    return RunPlan(seed: seed, scenario: scenario)
  }

  @Test("a campaign in which nothing can be elected, committed or lost is vacuous, and says why")
  func vacuous() {
    let summary = Campaign(firstSeed: 1, runs: 5, jobs: 1).run { seed in
      var scenario = Scenario()
      scenario.loss = 1_000_000
      scenario.crashInterval = 3_600_000_000
      return RunPlan(seed: seed, scenario: scenario)
    }
    let unexercised = summary.unexercised(asked: ["loss", "crash-interval"], checks: Checker.allChecks)
    #expect(unexercised.count == 3)
    #expect(unexercised.contains { $0.contains("elected") })
    #expect(unexercised.contains { $0.contains("committed") })
    #expect(unexercised.contains { $0.contains("--crash-interval") })
  }

  @Test("a fault that is on in many runs and never happens makes a campaign vacuous, asked for or not")
  func silentFault() {
    let summary = Campaign(firstSeed: 1, runs: CampaignSummary.unexercisedThreshold, jobs: 2).run { seed in
      var scenario = Scenario()
      scenario.duration = 500_000
      scenario.partitionInterval = 3_600_000_000
      return RunPlan(seed: seed, scenario: scenario)
    }
    #expect(
      summary.unexercised(asked: [], checks: Checker.allChecks).contains { $0.hasPrefix("partitions: on in 50 runs") })
  }

  @Test("a fault that cannot happen is not what makes a campaign vacuous, and one that is only off is")
  func inapplicable() {
    func unexercised(servers: Int, asked: Set<String>) -> [String] {
      Campaign(firstSeed: 1, runs: 2, jobs: 1).run { seed in
        var scenario = Scenario()
        (scenario.servers, scenario.duration, scenario.duplication) = (servers, 500_000, 1)
        return RunPlan(seed: seed, scenario: scenario)
      }.unexercised(asked: asked, checks: Checker.allChecks)
    }
    #expect(unexercised(servers: 1, asked: ["duplication", "stranger-interval", "partition-ring"]) == [])
    #expect(unexercised(servers: 3, asked: ["partition-minority", "partition-ring"]).count == 1)
  }

  @Test("a campaign is complete when all its runs were counted, or a failure ended it")
  func completeness() {
    var campaign = Campaign(firstSeed: 1, runs: 3, jobs: 2)
    #expect(campaign.isComplete(campaign.run { RunPlan(seed: $0, scenario: Scenario()) }))
    var hooks = Campaign.Hooks()
    hooks.shouldStop = { true }
    #expect(!campaign.isComplete(campaign.run(hooks: hooks) { RunPlan(seed: $0, scenario: Scenario()) }))
    campaign.runs = nil
    let defect = Defect.named("commit-index-falls")
    let failed = campaign.run { RunPlan(seed: $0, scenario: Scenario(swarm: $0), defect: defect) }
    #expect(failed.failureCount > 0 && campaign.isComplete(failed))
    campaign.keepsGoing = true
    #expect(!campaign.isComplete(failed))
  }
}

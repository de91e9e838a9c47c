import Diagnosis
import Simulator
import Synchronization
import TestTier
import Testing
import TraceChecker

@Suite struct RunShrinkerTests {
  private func shrink(
    _ plan: RunPlan, _ limits: ShrinkLimits = ShrinkLimits(trials: 1000), otherSeeds: Bool = false
  ) throws -> ShrunkRun {
    var shrinker = RunShrinker(plan, try failure(of: plan), limits: limits)
    shrinker.triesOtherSeeds = otherSeeds
    return try #require(shrinker.shrink())
  }

  @Test func whatDoesNotMatterIsOffAfterwards() throws {
    let plan = try failingPlan("vote-reply-next-term", 1)
    let shrunk = try shrink(plan)
    #expect(plan.scenario.options.count > 20)
    #expect(shrunk.plan.scenario.options.count <= 2)
    #expect(shrunk.plan.overrides.isEmpty)
    #expect(shrunk.end == nil)
  }

  @Test func shrunkRunFailsInTheSameWay() throws {
    let plan = try failingPlan("checksum-unverified", 1)
    let expected = try failure(of: plan)
    let shrunk = try shrink(plan, ShrinkLimits(trials: 60))
    #expect(expected.first(in: shrunk.result.violations) != nil)
    let again = shrunk.plan.run()
    #expect(again.violations == shrunk.result.violations)
    #expect(again.digest == shrunk.result.digest)
    #expect(again.unusedOverrides.isEmpty)
  }

  @Test func resultDoesNotDependOnTheNumberOfThreads() throws {
    let plan = try failingPlan("checksum-unverified", 1)
    let results = try [1, 3].map { try shrink(plan, ShrinkLimits(trials: TestTier.pick(60, thorough: 400), jobs: $0)) }
    #expect(results[0].plan.scenario == results[1].plan.scenario)
    #expect(results[0].plan.overrides == results[1].plan.overrides)
    #expect(results[0].result.digest == results[1].result.digest)
    #expect(results[0].trials == results[1].trials)
    #expect(results[0].end == results[1].end)
    #expect(results[0].others.map(\.digest) == results[1].others.map(\.digest))
    #expect(!results[0].others.isEmpty)
  }

  @Test func failuresOfAnotherKindAreReportedOnce() throws {
    let plan = try failingPlan("checksum-unverified", 1)
    let expected = try failure(of: plan)
    let others = try shrink(plan, ShrinkLimits(trials: 60)).others
    let kinds = try others.map { ExpectedFailure(try #require($0.violations.first)) }
    #expect(!others.isEmpty)
    #expect(!kinds.contains(expected))
    #expect(Set(kinds).count == kinds.count)
    for other in others { #expect(other.plan.run().violations == other.violations) }
  }

  @Test func numberOfTrialsIsLimited() throws {
    let shrunk = try shrink(try failingPlan("checksum-unverified", 1), ShrinkLimits(trials: 12))
    #expect(shrunk.trials == 12)
    #expect(shrunk.end == .trials)
  }

  @Test func numberOfStepsIsLimited() throws {
    var limits = ShrinkLimits(trials: 1000)
    limits.steps = 100
    let shrunk = try shrink(try failingPlan("vote-reply-next-term", 1), limits)
    #expect(shrunk.end == .trials)
    #expect(shrunk.trials < 100)
  }

  @Test func interruptedSearchKeepsTheRun() throws {
    let plan = try failingPlan("vote-reply-next-term", 1)
    let limits = ShrinkLimits(trials: 100, isCancelled: { true })
    let shrunk = try #require(RunShrinker(plan, try failure(of: plan), limits: limits).shrink())
    #expect(shrunk.trials == 0 && shrunk.end == .interrupted)
    #expect(shrunk.plan.overrides == plan.overrides && shrunk.plan.scenario == plan.scenario)
  }

  @Test func searchWhoseTimeIsOverHasTheRunThatItHas() throws {
    let plan = try failingPlan("vote-reply-next-term", 1)
    let runs = Mutex(0)
    let limits = ShrinkLimits(
      trials: 1000, jobs: 1,
      isOutOfTime: {
        runs.withLock {
          $0 += 1; return $0 > 12
        }
      })
    let shrunk = try #require(RunShrinker(plan, try failure(of: plan), limits: limits).shrink())
    #expect(shrunk.end == .time)
    #expect(!shrunk.result.violations.isEmpty)
    #expect(!shrunk.result.wasCancelled)
  }

  @Test func runThatDoesNotFailIsNotShrunk() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(swarm: 1))
    let expected = ExpectedFailure(property: "ElectionSafety", fingerprint: nil)
    let shrunk = RunShrinker(plan, expected, limits: ShrinkLimits(trials: 10)).shrink()
    #expect(shrunk == nil)
  }

  @Test func onlyTheLossThatMattersRemainsOfARate() throws {
    let shrunk = try shrink(try failingPlan("retry-applies-twice", 2) { $0.loss = 100_000 }, ShrinkLimits(trials: 200))
    #expect(shrunk.plan.scenario.loss == 0)
    #expect(shrunk.plan.overrides.map(String.init(describing:)).contains { $0.hasPrefix("answerLoss c0") })
  }

  @Test func overrideThatIsGivenTwiceStays() throws {
    let plan = try retriedRun(alsoWith: .decision(DecisionKey(.answerLoss, 0, number: 2, 1), .happens(true)))
    let expected = try failure(of: plan)
    let shrunk = try shrink(plan, ShrinkLimits(trials: 1))
    #expect(expected.first(in: shrunk.result.violations) != nil)
    #expect(shrunk.plan.overrides.count < plan.overrides.count)
  }

  @Test func failureToMakeProgressIsShrunk() throws {
    let plan = try failingPlan("gives-up-after-crashes", 1)
    let shrunk = try shrink(plan, ShrinkLimits(trials: 60))
    #expect(shrunk.result.violations.first?.invariant == Progress.name)
    #expect(shrunk.plan.scenario.options.count < plan.scenario.options.count)
  }

  @Test func overrideThatIsGivenTwiceIsKeptOnce() throws {
    var plan = try retriedRun()
    plan.overrides.insert(plan.overrides[0], at: 0)
    let shrunk = try shrink(plan, ShrinkLimits(trials: 60))
    #expect(!shrunk.result.violations.isEmpty)
    #expect(shrunk.plan.overrides.map(String.init(describing:)) == ["answerLoss c0 2 1 = happens"])
  }

  @Test func otherSeedsFailSooner() throws {
    let plan = try failingPlan("vote-count-duplicates", 1)
    let same = try shrink(plan, ShrinkLimits(trials: 300))
    let other = try shrink(plan, ShrinkLimits(trials: 300), otherSeeds: true)
    #expect(other.result.violations[0].step <= same.result.violations[0].step)
  }
}

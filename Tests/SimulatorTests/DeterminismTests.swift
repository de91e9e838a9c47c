import GoldenData
import Simulator
import Synchronization
import TestTier
import Testing
import TraceChecker

@Suite("A run depends on its seed and its scenario, and on nothing else")
struct DeterminismTests {
  private static func campaign(_ runs: Int, jobs: Int, from seed: UInt64 = 1) -> CampaignSummary {
    Campaign(firstSeed: seed, runs: runs, jobs: jobs).run { RunPlan(seed: $0, scenario: Scenario(swarm: $0)) }
  }

  /// The tests of the command line compare processes, and `.ci/run` compares builds.
  @Test("the digests are those of every other machine, build and day")
  func goldenDigests() {
    #expect(GoldenDigests.lines.problems == [])
    let recorded = GoldenDigests.lines.values
    #expect(recorded.map(\.name).sorted() == GoldenDigests.runs.map(\.key).sorted())
    for (name, digest) in GoldenDigests.runs {
      #expect(digest() == recorded.first { $0.name == name }?.digest, "\(name)")
    }
  }

  private static let someRuns = TestTier.pick(20, thorough: 30)
  private static let oneThread = campaign(someRuns, jobs: 1, from: 1000)

  @Test("one thread and many count the same runs in the same order", arguments: [2, 3, 8])
  func jobs(_ jobs: Int) {
    let many = Self.campaign(Self.someRuns, jobs: jobs, from: 1000)
    #expect(Self.oneThread.digest == many.digest)
    #expect(Self.oneThread.statistics == many.statistics)
  }

  @Test("watching a run does not change it")
  func recording() {
    let plan = RunPlan(seed: 7, scenario: Scenario(swarm: 7))
    var seen = 0
    let watched = plan.run { if !$0.action.isNote { seen += 1 } }
    #expect(watched.digest == plan.run().digest)
    #expect(seen == watched.statistics.steps)
  }

  @Test("what is checked does not change a run")
  func checks() {
    let plan = RunPlan(seed: 11, scenario: Scenario(swarm: 11))
    #expect(plan.run(checks: []).digest == plan.run().digest)
  }

  @Test("seeds differ")
  func seeds() {
    let digests = (1...TestTier.pick(25, thorough: 50)).map {
      RunPlan(seed: $0, scenario: Scenario(swarm: $0)).run().digest.value
    }
    #expect(Set(digests).count == digests.count)
  }

  @Test("a campaign that checks determinism runs every seed twice and finds them equal")
  func checkDeterminism() {
    let runs = TestTier.pick(12, thorough: 20)
    var campaign = Campaign(firstSeed: 500, runs: runs, jobs: 2)
    campaign.checksDeterminism = true
    let summary = campaign.run { RunPlan(seed: $0, scenario: Scenario(swarm: $0)) }
    #expect(summary.runs == runs)
    #expect(summary.nondeterministic.isEmpty)
  }

  @Test("runs that differ from one time to the next are found out")
  func nondeterminism() {
    var campaign = Campaign(firstSeed: 1, runs: 3, jobs: 1)
    campaign.checksDeterminism = true
    let made = Mutex(0)
    let summary = campaign.run { seed in
      var scenario = Scenario()
      let number = made.withLock { count in
        count += 1
        return count
      }
      scenario.latency = VirtualDuration(microseconds: 1_000 * number)
      return RunPlan(seed: seed, scenario: scenario)
    }
    #expect(summary.nondeterministic == [1])
  }
}

import GoldenData
import RaftCore
import TestTier
import Testing
import TraceChecker

@testable import Simulator

@Suite("Changed rules of hosts, disks and clients that do no harm")
struct HostRulesTests {
  /// The violations in runs with the needs of one of `Defect.all`, but with another defect planted.
  private static func violations(_ name: String, _ other: Defect?, seeds: ClosedRange<UInt64>) throws -> [Violation] {
    let known = try #require(Defect.named(name))
    return seeds.flatMap { seed in
      var scenario = Scenario(swarm: seed)
      known.prepare(&scenario)
      return RunPlan(seed: seed, scenario: scenario, defect: other).run().violations
    }
  }

  @Test("A host may keep answers that say that a command is committed")
  func keptAnswers() throws {
    let keeping = Defect(ofHost: "keeping", "keeps what is committed", breaks: []) { _, host in
      host.keptAnswers = .committed
    }
    #expect(try Self.violations("failure-kept-for-retries", keeping, seeds: 1...40).isEmpty)
  }

  @Test("A replica that forgets only every 1,000,000,000th change forgets nothing")
  func forgottenChanges() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(swarm: 1))
    var other = plan
    other.defect = Defect(ofHost: "rare", "forgets", breaks: []) { _, host in host.forgottenChanges = 1_000_000_000 }
    #expect(plan.run().digest == other.run().digest)
  }

  @Test(
    "The scenarios that these defects need break nothing without them",
    arguments: [
      "failure-kept-for-retries", "silent-server-asked-again", "one-replica-forgets-changes",
      "sync-covers-truncated-entries", "term-and-vote-file-lost", "bad-checksum-ends-log",
    ])
  func withoutDefect(_ name: String) throws {
    #expect(try Self.violations(name, nil, seeds: 1...TestTier.pick(10, thorough: 40)).isEmpty)
  }

  @Test("Reads under a lease are safe and do not hinder progress where clocks do not drift")
  func leaseWithPerfectClocks() throws {
    let defect = try #require(Defect.named("read-under-own-lease"))
    for (syncTime, seeds) in [
      (0 as VirtualDuration, 1...4 as ClosedRange<UInt64>), (10_000, 5...TestTier.pick(8, thorough: 12)),
    ] {
      for seed in seeds {
        var scenario = Scenario(swarm: seed)
        defect.prepare(&scenario)
        (scenario.timeFaults.clockDrift, scenario.diskFaults.syncTime) = (0, syncTime)
        scenario.duration = 2_000_000
        #expect(RunPlan(seed: seed, scenario: scenario, defect: defect).run().violations.isEmpty)
      }
    }
  }
}

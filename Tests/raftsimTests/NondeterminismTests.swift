import RaftCore
import Simulator
import Synchronization
import Testing
import TraceChecker

@testable import Reporting

/// Gives each command the next number of a counter that all replicas of all runs share.
private struct SharedCounter: SimulatedMachine {
  private static let counter = Atomic(0)

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  mutating func apply(_ command: Int) -> Int { Self.counter.add(1, ordering: .relaxed).newValue }
}

@Suite("Reports on runs that differ when they are made again")
struct NondeterminismTests {
  private static let line = "NOT DETERMINISTIC  when it was run again, it did not fail in the same way: "

  @Test("the steps of a failure are said to be those of a run that did not fail in the same way")
  func failure() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(), machine: SharedCounter.self)
    let text = FailureReport(plan.run(), checks: [ReplicaAgreement()], command: "").text(.plain)
    #expect(text.contains("VIOLATION  ReplicaAgreement"))
    #expect(text.contains(Self.line + "the state machine SharedCounter must depend only on what the simulation"))
    #expect(text.contains("the last steps of the servers involved, when it was run again:\n"))
  }

  @Test("nothing of it is said where the run is the same")
  func same() throws {
    let defect = Defect.named("vote-any-log")
    let campaign = Campaign(firstSeed: 1, runs: nil, jobs: 1)
    let summary = campaign.run { RunPlan(seed: $0, scenario: Scenario(swarm: $0), defect: defect) }
    let text = FailureReport(try #require(summary.failures.first), checks: Checker.allChecks, command: "").text(.plain)
    #expect(!text.contains("NOT DETERMINISTIC") && text.contains("the last steps of the servers involved:\n"))
  }

  private static func report(_ plan: @escaping @Sendable (UInt64, _ latency: VirtualDuration) -> RunPlan) -> String {
    var campaign = Campaign(firstSeed: 1, runs: 1, jobs: 1)
    campaign.checksDeterminism = true
    let made = Mutex(0)
    let summary = campaign.run { seed in
      let number = made.withLock { count in
        count += 1
        return count
      }
      return plan(seed, VirtualDuration(microseconds: 1000 * number))
    }
    return CampaignReport(summary, of: campaign, elapsed: 1).text(.plain)
  }

  private static func scenario(_ latency: VirtualDuration) -> Scenario {
    var scenario = Scenario()
    scenario.latency = latency
    return scenario
  }

  @Test("a difference between two runs of raftsim's own parts is a bug in raftsim, and no other one is called so")
  func blame() {
    let start = "NOT DETERMINISTIC  two runs of seed 1 differ: "
    let own = Self.report { RunPlan(seed: $0, scenario: Self.scenario($1)) }
    #expect(own.contains(start + "a bug in raftsim; please report it\n"))
    let foreign = Self.report { RunPlan(seed: $0, scenario: Self.scenario($1), machine: SharedCounter.self) }
    #expect(foreign.contains(start + "the state machine SharedCounter must depend only on"), "\(foreign)")
    #expect(!foreign.contains("bug in raftsim"))
    let defect = Defect("own-rule", "does nothing", breaks: []) { _ in }
    let changed = Self.report { RunPlan(seed: $0, scenario: Self.scenario($1), defect: defect) }
    #expect(changed.contains(start + "the defect own-rule must depend only on"), "\(changed)")
  }
}

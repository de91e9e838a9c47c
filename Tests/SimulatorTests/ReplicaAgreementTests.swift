import GoldenData
import RaftCore
import Synchronization
import Testing
import TraceChecker

@testable import Simulator

/// Gives each command the next number of a counter that all replicas share, and no client's.
private struct SharedCounter: SimulatedMachine {
  private static let counter = Atomic(0)

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  mutating func apply(_ command: Int) -> Int { Self.counter.add(1, ordering: .relaxed).newValue }
}

/// Returns an element of a set, whose order depends on where the set is in memory.
private struct UnorderedSet: SimulatedMachine {
  private var commands: Set<Int> = []

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { session << 16 | sequence }

  mutating func apply(_ command: Int) -> Int {
    commands.insert(command)
    return commands.first ?? 0
  }
}

/// Returns the same for every command, and has a state that a counter outside it changes.
private struct HiddenCounter: SimulatedMachine {
  private static let counter = Atomic(0)
  private var sum = 0

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { sequence }

  static func stateHash(_ machine: HiddenCounter) -> UInt64? { UInt64(machine.sum) }

  mutating func apply(_ command: Int) -> Bool {
    sum += Self.counter.add(1, ordering: .relaxed).newValue
    return true
  }
}

/// Adds up: deterministic, without a hash.
private struct Sum: SimulatedMachine {
  fileprivate var sum = 0

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { Int(word & 7) }

  mutating func apply(_ command: Int) -> Int {
    sum += command
    return sum
  }
}

/// Adds up: deterministic, with a hash.
private struct HashedSum: SimulatedMachine {
  private var sum = Sum()

  static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { Int(word & 7) }

  static func stateHash(_ machine: HashedSum) -> UInt64? { UInt64(machine.sum.sum) }

  mutating func apply(_ command: Int) -> Int { sum.apply(command) }
}

@Suite("Replicas of the state machine agree")
struct ReplicaAgreementTests {
  /// A campaign of 50 runs, which ends at the first violation.
  private static func summary<Machine: SimulatedMachine>(of machine: Machine.Type) -> CampaignSummary {
    Campaign(firstSeed: 1, runs: 50, jobs: 2).run { seed in
      RunPlan(seed: seed, scenario: Scenario(swarm: seed), machine: machine)
    }
  }

  @Test(
    "a state machine that is not deterministic is found, and named by what differs",
    arguments: [
      (SharedCounter.self, "replicas differ: outputs"), (UnorderedSet.self, "replicas differ: outputs"),
      (HiddenCounter.self, "replicas differ: states"),
    ] as [(any SimulatedMachine.Type, String)])
  func nondeterministic(_ machine: any SimulatedMachine.Type, _ kind: String) throws {
    let violations = try #require(Self.summary(of: machine).failures.first).violations
    #expect(violations.map(\.invariant) == ["ReplicaAgreement"])
    #expect(violations.map(\.evidence.kind) == [kind])
  }

  @Test("the states are compared at the end of a run that is too short for a comparison before")
  func shortRun() throws {
    var scenario = Scenario()
    scenario.duration = 1_000_000
    let result = RunPlan(seed: 1, scenario: scenario, machine: HiddenCounter.self).run()
    #expect((1..<64).contains(result.statistics.commits))
    #expect(result.violations.map(\.evidence.kind) == ["replicas differ: states"])
  }

  @Test("deterministic state machines agree, with and without a hash of the state")
  func deterministic() {
    #expect(Self.summary(of: Sum.self).failures.isEmpty)
    #expect(Self.summary(of: HashedSum.self).failures.isEmpty)
  }

  @Test(
    "servers that commit different entries do not break it: that is StateMachineSafety's to report",
    arguments: ["checksum-unverified", "quorum-of-even-cluster", "identity-survives-disk"])
  func otherCommands(_ name: String) throws {
    let known = try #require(
      DefectCase.lines.values.first { $0.defect.name == name && $0.invariant == StateMachineSafety.name })
    let plan = known.plan(known.seed)
    #expect(plan.run(checks: [StateMachineSafety()]).violations.count == 1)
    #expect(plan.run(checks: [ReplicaAgreement()]).violations.isEmpty)
  }

  @Test("it is known at the step that applies the entry, and a server can differ from itself before a restart")
  func evidence() throws {
    let known = try #require(
      DefectCase.lines.values.first {
        $0.defect.name == "replay-on-dirty-machine" && $0.invariant == ReplicaAgreement.name
      })
    let violation = try #require(known.plan(known.seed).run(checks: [ReplicaAgreement()]).violations.first)
    #expect(violation.step > 0 && violation.commands.count == 1)
    let text = EvidenceText.text(violation.evidence)
    let form = /^s\d (and s\d )?must return the same output for command \d+ \(.+\) at index \d+.*: (it|s\d) returned/
    #expect(text.contains(form), "\(text)")
  }
}

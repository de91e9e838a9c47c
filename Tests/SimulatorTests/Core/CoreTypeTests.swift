import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("A core without its type")
struct CoreTypeTests {
  /// RaftCore's server as if another package had brought it.
  static let foreign = CoreType("RaftCore without its type", RaftCoreServer.self, rules: Rules())

  @Test("the same server gives the same run, with and without its type", arguments: UInt64(1)...6)
  func sameRun(_ seed: UInt64) {
    var plan = RunPlan(seed: seed, scenario: Scenario(swarm: seed))
    let direct = plan.run()
    plan.core = Self.foreign
    let erased = plan.run()
    #expect(erased.digest == direct.digest)
    #expect(erased.statistics == direct.statistics)
    #expect(direct.violations.isEmpty && erased.violations.isEmpty)
  }

  @Test("the same server plays a schedule to the same end, with and without its type")
  func sameSchedule() {
    var scenario = Scenario()
    (scenario.loss, scenario.duplication, scenario.crashInterval) = (50_000, 50_000, 500_000)
    var schedule = Schedule(configuration: scenario.configuration)
    _ = RunPlan(seed: 3, scenario: scenario).run { schedule.actions.append(copy $0) }
    let direct = schedule.play()
    schedule.core = Self.foreign
    let erased = schedule.play()
    #expect(direct.verdict == .passed && direct.commits > 0)
    #expect(erased.verdict == .passed)
    #expect(erased.digest == direct.digest)
  }

  @Test("rules of the other core take effect")
  func rules() {
    var rules = Rules()
    rules.isVoteFree = { _, _ in true }
    var plan = RunPlan(seed: 1, scenario: Scenario(swarm: 1))
    plan.core = CoreType("votes twice", RaftCoreServer.self, rules: rules)
    let isFound = (1...50 as ClosedRange<UInt64>).contains { seed in
      plan.seed = seed
      plan.scenario = Scenario(swarm: seed)
      return plan.run().violations.contains { $0.invariant == VoteOnce.name || $0.invariant == Conformance.name }
    }
    #expect(isFound)
  }

  @Test("a copy of a server without its type takes steps of its own")
  func copies() throws {
    let core = try #require(Self.foreign.foreign)
    var one = AnyServer(
      id: 0, configuration: Configuration(servers: 3), restoring: DurableState(), rules: core)
    let other = one
    var effects = AnyServer.Effects()
    one.handle(.electionTimeout, into: &effects)
    #expect((one.currentTerm, one.role, one.votedFor) == (1, .candidate, 0))
    #expect((other.currentTerm, other.role, other.votedFor) == (0, .follower, nil))
    #expect(effects.messages.map(\.to) == [1, 2])
    #expect(effects.messages[0] == effects.messages[0] && effects.messages[0] != effects.messages[1])
  }
}

import Testing

@testable import Simulator

@Suite("Overrides that give a time")
struct LongDelayTests {
  /// A scenario in which each decision about a time is made.
  private static func scenario(_ seed: UInt64) -> Scenario {
    var scenario = Scenario(swarm: seed)
    (scenario.servers, scenario.clients, scenario.duration) = (5, 2, 3_000_000)
    (scenario.crashInterval, scenario.partitionInterval) = (700_000, 700_000)
    (scenario.timeFaults.pauseInterval, scenario.networkFaults.lateDuplication) = (700_000, 100_000)
    scenario.networkFaults.burstLoss = 10_000
    (scenario.diskFaults.syncTime, scenario.diskFaults.writeError) = (1_000, 1_000)
    scenario.serverFaults.crashLoopInterval = 700_000
    scenario.serverFaults.powerFailureInterval = 900_000
    scenario.serverFaults.absenceInterval = 900_000
    scenario.serverFaults.destructionInterval = 900_000
    scenario.connections.channels = true
    scenario.connections.breakInterval = 700_000
    scenario.connections.introducerCrashInterval = 700_000
    scenario.connections.strangerInterval = 700_000
    return scenario
  }

  /// The first key of each kind of number that a run decides.
  private static func keys(_ plan: RunPlan) -> [DecisionKey] {
    var (keys, seen) = ([DecisionKey](), Set<KeyedRandom.Stream>())
    _ = plan.run(observe: { key, value in
      if case .number = value, seen.insert(key.stream).inserted { keys.append(key) }
    })
    return keys
  }

  @Test("with the longest delay a run ends as any other, for each kind of decision, and a longer one is unfit")
  func longest() {
    let longest = RunOverrides.longestTime
    let seed: UInt64 = 3
    var plan = RunPlan(seed: seed, scenario: Self.scenario(seed))
    let keys = Self.keys(plan)
    var taken = 0
    for key in keys {
      plan.overrides = [.decision(key, .number(longest))]
      let unused = plan.run().unusedOverrides
      // A choice in a range is no time, and the longest delay is in no range.
      if unused.isEmpty { taken += 1 } else { #expect(unused.map(\.reason) == [.unfit], "\(key)") }
    }
    #expect(taken >= 15, "\(keys)")
    for number in [longest + 1, 1 << 42, 1 << 44, .max, -1, .min] {
      plan.overrides = keys.map { .decision($0, .number(number)) }
      let unused = plan.run().unusedOverrides
      #expect(unused.map(\.reason) == keys.map { _ in .unfit }, "\(number)")
    }
  }

  @Test("all times of a run can be the longest delay at once")
  func allAtOnce() {
    let seed: UInt64 = 3
    var plan = RunPlan(seed: seed, scenario: Self.scenario(seed))
    var keys: [DecisionKey] = []
    _ = plan.run(observe: { key, value in if case .number = value { keys.append(key) } })
    plan.overrides = keys.map { .decision($0, .number(RunOverrides.longestTime)) }
    #expect(plan.run().unusedOverrides.count < plan.overrides.count)
  }
}

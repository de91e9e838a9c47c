import RaftCore
import Simulator
import TraceChecker

extension Schedule {
  /// How many seeds are searched for a run that breaks something.
  private static let searched: UInt64 = 4000

  /// The run of a seed with the paper's rules, up to the first violation of `checks`, or up to `events` events.
  static func simulated(
    _ seed: UInt64, checks: [any Check] = Checker.stepChecks, events: Int = .max
  ) -> Schedule {
    recorded(seed, nil, checks, events).schedule
  }

  /// The run of the first seed from `seed` on in which a defect violates `checks`, up to that; `nil` if none does.
  static func firstBroken(
    from seed: UInt64 = 1, _ defect: String, _ checks: [any Check] = Checker.stepChecks
  ) -> (seed: UInt64, schedule: Schedule)? {
    guard let defect = Defect.named(defect) else { return nil }
    for number in seed..<seed + searched {
      let (schedule, isBroken) = recorded(number, defect, checks, .max)
      if isBroken { return (number, schedule) }
    }
    return nil
  }

  private static func recorded(
    _ seed: UInt64, _ defect: Defect?, _ checks: [any Check], _ events: Int
  ) -> (schedule: Schedule, isBroken: Bool) {
    var scenario = Scenario(swarm: seed).plain
    defect?.prepare(&scenario)
    var schedule = Schedule(
      configuration: Configuration(
        servers: scenario.servers, appendsNoOp: scenario.noOp, batch: scenario.batch, window: scenario.window),
      defect: defect)
    let result = RunPlan(seed: seed, scenario: scenario, defect: defect).run(checks: checks) { event in
      if schedule.actions.count < events, !event.action.isNote { schedule.actions.append(event) }
    }
    // What happens to the messages of the last step is no more of it.
    if let last = result.violations.first?.step { schedule.actions.removeAll { $0.sequence > last } }
    return (schedule, !result.violations.isEmpty)
  }
}

extension Scenario {
  /// The same world with crashes, partitions, and messages that are lost, duplicated and overtaken, and with no other fault:
  /// what the model checker has too.
  fileprivate var plain: Scenario {
    var scenario = self
    scenario.networkFaults = NetworkFaults()
    scenario.diskFaults = DiskFaults()
    scenario.timeFaults = TimeFaults()
    scenario.serverFaults = ServerFaults()
    scenario.connections = Connections()
    return scenario
  }
}

import Simulator

/// An option of a scenario that can be taken back to its calm value.
struct CalmOption: Hashable, Sendable {
  /// The name, as in `--loss`.
  let name: String

  /// The lowest rate that turns a fault on, in parts per million.
  static let lowestRate = 1

  /// What has a reduction of its own.
  private static let sizes = ["servers", "clients", "duration"]

  /// The options that differ from a calm scenario, first those of the cluster and last those that turn faults on:
  /// delta debugging begins at the end of a list.
  static func differing(in scenario: Scenario) -> [CalmOption] {
    let options = scenario.options.map(\.name).filter { !sizes.contains($0) }
    let faults = Set(Fault.all.map(\.option))
    return (options.filter { !faults.contains($0) } + options.filter(faults.contains)).map(CalmOption.init)
  }

  /// Whether it turns a fault on.
  var isOfFault: Bool { Fault.all.contains { $0.option == name } }

  /// Whether it is the rate of a fault that only overrides make happen.
  func isLowestRate(in scenario: Scenario) -> Bool {
    guard let parameter = ScenarioParameter.named(name), case .rate = parameter.unit else { return false }
    return parameter.value(in: scenario) == Self.lowestRate
  }

  /// Takes the option back to its calm value.
  func reset(in scenario: inout Scenario) {
    let calm = Scenario()
    guard let parameter = ScenarioParameter.named(name) else { return scenario.machine = calm.machine }
    parameter.set(parameter.value(in: calm), in: &scenario)
  }
}

extension Scenario {
  /// The scenario that the options of this one give: values without an effect are the usual ones.
  var withoutIdleValues: Scenario { (try? Scenario(parsing: description)) ?? self }
}

extension RunPlan {
  /// The same run in another scenario, without what it is known to trap in.
  func changed(to scenario: Scenario, _ overrides: [Override]? = nil) -> RunPlan {
    var plan = self
    if scenario.machine != self.scenario.machine, RunPlan.isOwnMachine(machineName) {
      plan = RunPlan(seed: seed, scenario: scenario, defect: defect)
      plan.core = core
    }
    plan.scenario = scenario.withoutIdleValues
    plan.overrides = overrides ?? self.overrides
    plan.knownTrap = nil
    return plan
  }

  /// The same run with an end after `step` at the latest.
  func ending(after step: Int) -> RunPlan {
    var plan = self
    plan.overrides.append(.end(.step(step)))
    return plan
  }
}

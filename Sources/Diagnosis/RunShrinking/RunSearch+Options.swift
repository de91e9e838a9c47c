import Simulator

/// Reductions of the scenario.
extension RunSearch {
  /// Takes options back to their calm values: all of them, all faults, or as many as possible.
  mutating func removeOptions() {
    let plan = best.plan
    let options = CalmOption.differing(in: plan.scenario)
    guard !options.isEmpty, goesOn else { return }
    if takeFirst(of: [Self.plan(plan, keeping: []), Self.plan(plan, keeping: options.filter { !$0.isOfFault })]) {
      return removeOptions(of: best.plan)
    }
    removeOptions(of: plan)
  }

  private mutating func removeOptions(of plan: RunPlan) {
    minimize(CalmOption.differing(in: plan.scenario)) { Self.plan(plan, keeping: $0) }
  }

  /// The run with calm values for all options but `kept`.
  private static func plan(_ plan: RunPlan, keeping kept: [CalmOption]) -> RunPlan {
    var scenario = plan.scenario
    for option in CalmOption.differing(in: scenario) where !kept.contains(option) { option.reset(in: &scenario) }
    return plan.changed(to: scenario)
  }

  /// Tries with fewer servers and fewer clients.
  mutating func removeMembers() {
    tryValues { plan in
      (1..<max(1, plan.scenario.servers)).map { servers in
        var scenario = plan.scenario
        scenario.servers = servers
        return scenario
      }
    }
    tryValues { plan in
      (0..<plan.scenario.clients).map { clients in
        var scenario = plan.scenario
        scenario.clients = clients
        return scenario
      }
    }
  }

  /// Ends the faults earlier, as long as that makes the run shorter; or at the usual time, if that makes no difference.
  mutating func shorten() {
    while tryValues(Self.durations) {}
  }

  /// The scenarios with other durations: shorter ones, and the usual one.
  private static func durations(_ plan: RunPlan) -> [Scenario] {
    let duration = plan.scenario.duration.microseconds
    let sixteenths = [1, 2, 4, 8, 12, 14].map { VirtualDuration(microseconds: max(1, duration * $0 / 16)) }
    return (sixteenths + [Scenario().duration]).map { duration in
      var scenario = plan.scenario
      scenario.duration = duration
      return scenario
    }
  }

  @discardableResult
  private mutating func tryValues(_ scenarios: (RunPlan) -> [Scenario]) -> Bool {
    let plan = best.plan
    guard goesOn else { return false }
    return takeFirst(of: scenarios(plan).filter { $0 != plan.scenario }.map { plan.changed(to: $0) })
  }
}

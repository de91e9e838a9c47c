import Simulator

/// Reduction of what clients do, and of overrides.
extension RunSearch {
  /// So long that a client that thinks asks for nothing more, in microseconds: 12 days. A run has one at most.
  private static let forever = 1 << 40

  /// Lets each client stop after as few operations as possible.
  mutating func stopClients() {
    for client in 0..<best.plan.scenario.clients where goesOn {
      let plan = best.plan
      let operations = observe().operations
      guard client < operations.count else { return }
      takeFirst(
        of: (0..<8).map { 1 << $0 }.filter { $0 < operations[client] }.map { last in
          let stop = DecisionKey(.think, client, last)
          return plan.changed(to: plan.scenario, plan.overrides + [.decision(stop, .number(Self.forever))])
        })
    }
  }

  /// Removes the overrides without which the run is smaller, or as it was.
  mutating func removeOverrides() {
    let plan = best.plan
    guard !plan.overrides.isEmpty, goesOn else { return }
    minimize(plan.overrides) { plan.changed(to: plan.scenario, $0) }
  }
}

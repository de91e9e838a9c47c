extension Scenario {
  /// The scenario of `seed`: its own subset of the faults, each at its own rate, in a cluster, a network and a workload
  /// of its own. A few faults at high rates find what all of them at once hide (swarm testing).
  ///
  /// Each value is a decision of its own: giving one by hand leaves the others as they were. A fault that cannot happen
  /// in the cluster that was drawn stays off.
  /// - Parameters:
  ///   - seed: decides on every value.
  ///   - hasDisk: whether the core writes through the simulated disk.
  public init(swarm seed: UInt64, hasDisk: Bool = true) {
    self.init()
    let random = KeyedRandom(seed: seed)
    for parameter in ScenarioParameter.cluster + ScenarioParameter.clients { parameter.draw(random, in: &self) }
    machine = ScenarioDraw(random: random, scenario: self).isOn(3, of: 4, 40) ? .keyValue : .toDo
    for fault in Fault.all where fault.isDrawn(in: self, hasDisk: hasDisk) {
      for parameter in fault.parameters { parameter.draw(random, in: &self) }
    }
  }
}

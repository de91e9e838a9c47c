@testable import Simulator

/// A run to the end of its scenario, and on in a kind world, in which all servers that run must come to be connected.
struct ConnectedRun {
  /// Whether they were within `Connections.setUpBound`, from the end of the faults or the start of the last server on.
  let isInTime: Bool
  /// Whether they stayed connected.
  let lasts: Bool
  /// What had happened to connections when the faults ended: the names of the counts that had moved.
  let moved: Set<String>

  init(seed: UInt64, _ scenario: Scenario) {
    var world = World(RunPlan(seed: seed, scenario: scenario))
    world.begin()
    world.advance(until: scenario.duration.microseconds) { _ in false }
    addWords(&world.statistics.connections, world.channels.counts)
    let statistics = world.statistics
    moved = Set(Fault.connections.flatMap(\.counts).filter { statistics[keyPath: $0.path] > 0 }.map(\.name))
    world.scenario = scenario.withoutFaults
    world.endFaults()
    let starts = world.hosts.indices.map { world.hosts[$0].state.restartsAt }.filter { $0 != .max }
    let last = max(scenario.duration.microseconds, starts.max() ?? 0)
    world.advance(until: last) { _ in false }
    let deadline = last + Connections.setUpBound(world.scenario).microseconds
    world.advance(until: deadline) { $0.channels.connectsAll }
    isInTime = world.channels.connectsAll
    let opened = world.channels.counts.opened
    world.advance(until: deadline + 1_000_000) { _ in false }
    lasts = world.channels.connectsAll && world.channels.counts.opened == opened
  }
}

@testable import Simulator

/// A run to the end of its scenario, and then for a while without faults: what faults must not have broken forever.
struct RecoveredRun {
  /// How many entries were committed without faults.
  let commits: Int
  /// The number of entries of the longest log that the server with the lowest commit index has not committed. Servers
  /// with destroyed disks do not count.
  let lag: Int
  /// What keeps servers from taking part in the end.
  let hindrances: [String]

  /// How long the run continues without faults, in microseconds.
  static let kindTime = 10_000_000

  init(seed: UInt64, _ scenario: Scenario, defect: String? = nil) {
    let defect = defect.flatMap(Defect.named)
    var world = World(RunPlan(seed: seed, scenario: scenario, defect: defect))
    world.begin()
    world.advance(until: scenario.duration.microseconds) { _ in false }
    let before = world.recorder.observer.checker.history.committed.count
    world.scenario = scenario.withoutFaults
    world.clients.change(to: world.scenario)
    world.network.heal()
    world.endTimeFaults()
    world.endServerFaults()
    world.advance(until: scenario.duration.microseconds + Self.kindTime) { _ in false }
    commits = world.recorder.observer.checker.history.committed.count - before
    let members = world.hosts.indices.filter { !world.hosts[$0].isDestroyed }
    let longest = members.map { world.hosts[$0].server.log.lastIndex }.max() ?? 0
    lag = members.map { longest - world.hosts[$0].server.commitIndex }.max() ?? 0
    hindrances = world.hosts.indices.compactMap { world.obstacle(of: $0) }
  }
}

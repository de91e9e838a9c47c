import RaftCore
import Synchronization
import Testing
import TraceChecker

@testable import Simulator

@Suite("The limits on the work of a run")
struct WorkLimitTests {
  @Test("occurrences that are not events are limited too: a newcomer's messages to hosts that are down")
  func occurrences() {
    var scenario = Scenario()
    scenario.clients = 0
    scenario.serverFaults.destructionInterval = 3_600_000_000
    var world = World(RunPlan(seed: 1, scenario: scenario))
    world.begin()
    let isDestroyed = world.destroyDisk(of: 0, 1)
    #expect(isDestroyed)
    for id in [1, 2] { world.crash(id) }
    let limit = WorkLimit(10, afterEvents: world.statistics.events, occurrences: world.handled)
    world.advance(until: 36_000_000_000, limit: limit)
    let (handled, events) = (world.handled, world.statistics.events)
    #expect(handled == limit.occurrences)
    #expect(events < limit.events)
  }

  @Test("a run in which everything is as fast and as frequent as possible ends soon")
  func identities() throws {
    var scenario = Scenario()
    (scenario.events, scenario.connections.channels) = (2_000, true)
    (scenario.serverFaults.absenceInterval, scenario.serverFaults.absenceDuration) = (1, 1)
    let defect = try #require(Defect.named("identity-lost-at-reload"))
    let result = RunPlan(seed: 5, scenario: scenario, defect: defect).run()
    #expect(result.statistics.connections.signals < 50_000)
  }

  @Test("a run asks every few dozen occurrences whether it is cancelled")
  func cancellation() {
    let asked = Mutex(0)
    let result = RunPlan(seed: 1, scenario: Scenario()).run(isCancelled: {
      asked.withLock { $0 += 1 }
      return false
    })
    #expect(asked.withLock { $0 } >= result.statistics.events / 100)
  }
}

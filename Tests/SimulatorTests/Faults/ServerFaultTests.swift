import Testing
import TraceChecker

@testable import Simulator

@Suite("Ways in which servers go away")
struct ServerFaultTests {
  private static func events(
    change: (inout Scenario) -> Void
  ) -> (events: [TraceEvent], statistics: RunStatistics) {
    var scenario = Scenario()
    scenario.duration = 20_000_000
    change(&scenario)
    var events: [TraceEvent] = []
    let result = RunPlan(seed: 1, scenario: scenario).run { events.append(copy $0) }
    #expect(result.violations.isEmpty)
    return (events, result.statistics)
  }

  @Test("a power failure takes all servers that are up at once, and each restarts in its own time")
  func powerFailures() {
    let (events, statistics) = Self.events {
      $0.servers = 5
      $0.serverFaults.powerFailureInterval = 2_000_000
      $0.downtime = 200_000
    }
    var up = Set(0..<5)
    let crashes = events.filter { $0.action == .crash || $0.action == .restart }
    for (place, event) in crashes.enumerated() {
      if event.action == .restart { up.insert(event.server) } else { up.remove(event.server) }
      let isLastOfMoment = place + 1 == crashes.count || crashes[place + 1].time > event.time
      if event.action == .crash, isLastOfMoment { #expect(up.isEmpty) }
    }
    #expect(Set(crashes.filter { $0.action == .restart }.map(\.time)).count > statistics.servers.powerFailures)
    #expect(statistics.servers.powerFailures > 5)
    #expect(statistics.servers.poweredOff == crashes.count { $0.action == .crash })
    #expect(statistics.elections > 5)
    #expect(statistics.crashes == 0)
  }

  @Test("a server in a crash loop crashes again shortly after each restart, and not forever")
  func crashLoops() {
    let (events, statistics) = Self.events {
      $0.serverFaults.crashLoopInterval = 3_000_000
      $0.serverFaults.crashLoopBeat = 10_000
      $0.serverFaults.crashLoopLength = 4
    }
    let times = (0..<3).map { id in events.filter { $0.action == .crash && $0.server == id }.map(\.time) }
    let loops = times.reduce(0) { sum, times in
      sum + zip(times, [Int.min / 2] + times).count { $0 - $1 > 40_000 }
    }
    #expect(statistics.servers.crashLoops > 3)
    #expect(loops == statistics.servers.crashLoops)
    #expect(times.joined().count == loops + statistics.servers.crashesAgain)
    #expect(statistics.servers.crashesAgain >= loops)
    #expect(statistics.servers.crashesAgain <= 3 * loops)
    #expect(statistics.restarts == times.joined().count)
  }

  @Test("a server that was down for long restarts without many entries, and receives them")
  func absences() {
    let change: (inout Scenario) -> Void = {
      $0.serverFaults.absenceInterval = 1_000_000
      $0.serverFaults.absenceDuration = 4_000_000
    }
    let (events, statistics) = Self.events(change: change)
    var down: Set<Int> = []
    for event in events where event.action == .crash || event.action == .restart {
      if event.action == .crash { down.insert(event.server) } else { down.remove(event.server) }
      #expect(down.count < 2)
    }
    #expect(statistics.servers.absences > 2)
    #expect(statistics.servers.entriesBehind > 100)
    var scenario = Scenario()
    change(&scenario)
    #expect(RecoveredRun(seed: 1, scenario).lag < 10)
  }

  private static func destroying(_ scenario: inout Scenario) {
    scenario.servers = 5
    scenario.serverFaults.destructionInterval = 500_000
  }

  @Test("a server whose disk was destroyed never takes a step again, and strangers are refused")
  func destruction() {
    let (events, statistics) = Self.events(change: Self.destroying)
    let crashes = events.filter { $0.action == .crash }
    #expect(statistics.servers.destroyed == 2)
    #expect(Set(crashes.map(\.server)).count == 2)
    for crash in crashes {
      #expect(!events.contains { $0.sequence > crash.sequence && $0.action.hasServer && $0.server == crash.server })
    }
    #expect(statistics.servers.refused > 20)
    #expect(events.contains { $0.action == .lose && $0.message.to == crashes[0].server })
    let last = events.last { $0.action == .answer && $0.client.outcome == .committed }
    #expect((last?.time ?? 0) > 19_000_000)
  }

  @Test("at most a minority of the servers is destroyed", arguments: 1...7)
  func minority(_ servers: Int) {
    let (_, statistics) = Self.events {
      $0.serverFaults.destructionInterval = 100_000
      $0.servers = servers
    }
    #expect(statistics.servers.destroyed == (servers - 1) / 2)
  }

  @Test("the report says what keeps a server away")
  func hindrances() {
    var scenario = Scenario()
    Self.destroying(&scenario)
    let hindrances = RecoveredRun(seed: 1, scenario).hindrances
    #expect(hindrances.count == 2)
    #expect(hindrances.allSatisfy { $0.hasSuffix("never restarts: its disk was destroyed") })
  }

  @Test("they end with the faults: whoever is not destroyed is soon back", arguments: 1...20 as ClosedRange<UInt64>)
  func endFaults(_ seed: UInt64) {
    var scenario = Scenario()
    Self.destroying(&scenario)
    scenario.downtime = 60_000_000
    // Clients ask servers that are gone forever, too, and must find out soon.
    scenario.requestTimeout = 50_000
    scenario.serverFaults.crashLoopInterval = 300_000
    scenario.serverFaults.powerFailureInterval = 2_000_000
    scenario.serverFaults.absenceInterval = 500_000
    scenario.serverFaults.absenceDuration = 3_600_000_000
    #expect(Fault.serverFaults.allSatisfy { !$0.isOn(in: scenario.withoutFaults) })
    let run = RecoveredRun(seed: seed, scenario)
    #expect(run.hindrances.allSatisfy { $0.contains("destroyed") })
    #expect(run.commits > 50)
    #expect(run.lag < 10)
  }
}

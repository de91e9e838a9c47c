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

  @Test("a server in a crash loop crashes again shortly after each restart, and not for ever")
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

  @Test("a server that was gone for long comes back far behind, and catches up")
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
    #expect(HealedRun(seed: 1, scenario).lag < 10)
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

  @Test("it is told what keeps a server away")
  func hindrances() {
    var scenario = Scenario()
    Self.destroying(&scenario)
    let hindrances = HealedRun(seed: 1, scenario).hindrances
    #expect(hindrances.count == 2)
    #expect(hindrances.allSatisfy { $0.hasSuffix("is gone for ever: its disk was destroyed") })
  }

  @Test("they end with the faults: whoever is not destroyed is soon back", arguments: 1...20 as ClosedRange<UInt64>)
  func cease(_ seed: UInt64) {
    var scenario = Scenario()
    Self.destroying(&scenario)
    scenario.downtime = 60_000_000
    // Clients ask servers that are gone for ever, too, and must find out soon.
    scenario.requestTimeout = 50_000
    scenario.serverFaults.crashLoopInterval = 300_000
    scenario.serverFaults.powerFailureInterval = 2_000_000
    scenario.serverFaults.absenceInterval = 500_000
    scenario.serverFaults.absenceDuration = 3_600_000_000
    #expect(Fault.serverFaults.allSatisfy { !$0.isOn(in: scenario.kind) })
    let run = HealedRun(seed: seed, scenario)
    #expect(run.hindrances.allSatisfy { $0.contains("destroyed") })
    #expect(run.commits > 100)
    #expect(run.lag < 10)
  }

  @Test(
    "a server that returns without its disk, under its old identity, breaks what it promised",
    arguments: [
      ("ElectionSafety", 593), ("VoteOnce", 22), ("TermsMonotone", 1), ("LogMatching", 601),
      ("StateMachineSafety", 26), ("LeaderCompleteness", 26), ("CommittedOnMajority", 26),
      ("CommittedEntriesStable", 1), ("DurableStateSurvives", 1), ("QuorumHoldsCommitted", 41),
      ("UpToDateLogHoldsCommitted", 52), ("Conformance", 1),
    ] as [(String, UInt64)])
  func identity(_ invariant: String, _ seed: UInt64) throws {
    let defect = try #require(Defect.named("identity-survives-disk"))
    #expect(defect.breaks.contains(invariant))
    var campaign = Campaign(firstSeed: seed - min(seed - 1, 5), runs: 6, jobs: 2)
    campaign.invariants = Checker.standardInvariants.filter { type(of: $0).name == invariant }
    #expect(campaign.run { Self.plan($0, defect, destroys: true) }.failureCount > 0)
    #expect(campaign.run { Self.plan($0, defect, destroys: false) }.failureCount == 0)
  }

  private static func plan(_ seed: UInt64, _ defect: Defect, destroys: Bool) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    for need in defect.needs { need.apply(to: &scenario) }
    if !destroys { scenario.serverFaults.destructionInterval = 0 }
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
  }

  @Test(
    "hosts that need more than they may have never get going again",
    arguments: [
      ("recover-needs-survivor", "power-failure-interval"), ("gives-up-after-crashes", "crash-loop-interval"),
    ])
  func stuck(_ defect: String, _ fault: String) throws {
    let (with, without) = try HostDefect(defect).stuck(fault: fault, seeds: 1...5)
    #expect(with > 0)
    #expect(without == 0)
  }

  @Test("a leader's host that has given a follower up leaves it behind for ever: only long absences show it")
  func laggards() throws {
    let (with, without) = try HostDefect("laggard-ignored").lagging(fault: "absence-interval", seeds: 1...5)
    #expect(with > 0)
    #expect(without == 0)
  }

  @Test(
    "hosts that lose in a crash what their machines must know tell clients what is not so",
    arguments: ["applied-restored-machine-not", "replay-on-dirty-machine", "dedup-at-leader-only"])
  func machines(_ defect: String) throws {
    let (with, without) = try HostDefect(defect).wrong(fault: "crash-interval", seeds: 1...5)
    #expect(with > 0)
    #expect(without == 0)
  }

  @Test("hosts that answer reads by themselves, or do not know retries, tell clients what is not so")
  func answers() throws {
    let retries = try HostDefect("retry-applies-twice").wrong(fault: "loss", seeds: 1...5)
    #expect(retries.with > 0)
    #expect(retries.without == 0)
    let leaders = try HostDefect("read-at-leader-unconfirmed").wrong(fault: "partition-interval", seeds: 9...11)
    #expect(leaders.with > 0)
    #expect(leaders.without == 0)
    #expect((1...3).contains { !ReplayedAnswers(seed: $0, Scenario(), defect: "read-anywhere").wrong.isEmpty })
  }
}

import Testing
import TraceChecker

@testable import Simulator

@Suite("Whole runs over channels")
struct ConnectionRunTests {
  private static func run(_ scenario: Scenario, runs: Int) -> CampaignSummary {
    var campaign = Campaign(firstSeed: 1, runs: runs, jobs: 2)
    campaign.keepsGoing = true
    return campaign.run { RunPlan(seed: $0, scenario: scenario) }
  }

  @Test(
    "the correct core breaks nothing and recovers when the faults have ended", arguments: ConnectionFaultCase.all)
  func correct(_ known: ConnectionFaultCase) {
    let summary = Self.run(known.scenario, runs: 30)
    #expect(summary.failures.map { "\($0.plan.seed): \($0.violations)" } == [])
    // Beside a server that hears nothing, it is not always required.
    #expect(summary.statistics.progress.recovered >= 28)
    for fault in Fault.connections {
      #expect((fault.count(in: summary.statistics) > 0) == fault.isOn(in: known.scenario))
    }
  }

  @Test(
    "a fault moves what it should; when it has ended, all servers that run are connected in time, and stay so",
    arguments: ConnectionFaultCase.all)
  func setUp(_ known: ConnectionFaultCase) {
    let expected = ConnectionFaultCase.always.union(known.moves)
    var moved: Set<String> = []
    // At least eight seeds, and more until everything has moved.
    for seed in 1...40 as ClosedRange<UInt64> where seed <= 8 || !moved.isSuperset(of: expected) {
      let run = ConnectedRun(seed: seed, known.scenario)
      #expect(run.isInTime && run.lasts, "seed \(seed)")
      moved.formUnion(run.moved)
    }
    #expect(expected.subtracting(moved) == [])
  }

  @Test("without a fault, nothing closes, nothing is lost but with a channel, and nothing is stale")
  func nothing() {
    let runs = (1...20 as ClosedRange<UInt64>).map { ConnectedRun(seed: $0, ConnectionFaultCase.nothing.scenario) }
    #expect(runs.reduce([]) { $0.union($1.moved) } == ConnectionFaultCase.always)
  }

  @Test("virtual time never falls where channels break at hosts that are paused", arguments: [2, 5, 6, 14] as [UInt64])
  func pauses(_ seed: UInt64) throws {
    let scenario = try Scenario(
      parsing: "--channels 1 --channel-break-interval 60ms --pause-interval 150ms --pause-duration 2s")
    var (time, falls) = (0, 0)
    let result = RunPlan(seed: seed, scenario: scenario).run(record: { event in
      if event.time < time { falls += 1 }
      time = event.time
    })
    #expect(falls == 0 && result.violations.isEmpty && result.statistics.connections.breaks > 0)
  }

  @Test("every count moves somewhere, but for the one that only a defect moves")
  func complete() {
    let moved = ConnectionFaultCase.all.reduce(ConnectionFaultCase.always) { $0.union($1.moves) }
    #expect(moved == Set(Fault.connections.flatMap(\.counts).map(\.name)).subtracting(["strangersMet"]))
  }

  @Test("in a calm world servers connect once, and elect a leader then", arguments: 1...5 as ClosedRange<UInt64>)
  func calm(_ seed: UInt64) {
    var scenario = Scenario()
    scenario.connections.channels = true
    scenario.connections.offerRetry = 500_000
    var world = World(RunPlan(seed: seed, scenario: scenario))
    world.begin()
    world.advance(until: scenario.duration.microseconds) { $0.channels.connectsAll }
    #expect(world.channels.connectsAll == true)
    #expect(world.now < Connections.setUpBound(scenario).microseconds)
    world.advance(until: scenario.duration.microseconds) { $0.statistics.elections > 0 }
    world.advance(until: scenario.duration.microseconds) { _ in false }
    #expect(world.statistics.elections == 1)
    #expect(world.recorder.observer.checker.history.committed.count > 100)
    let counts = world.channels.counts
    #expect((counts.offers, counts.opened, counts.closed) == (3, 3, 0))
    // The answering end opens first, and may say something at once.
    #expect(counts.lostWithChannel <= 3)
    #expect(counts.orphanedReplies + counts.staleSignals + counts.signalsMissed == 0)
  }

  @Test("without channels nothing of it happens, whatever else is said of them")
  func withoutChannels() {
    for known in ConnectionFaultCase.all {
      var scenario = known.scenario
      scenario.connections.channels = false
      var simple = scenario
      simple.connections = Connections()
      let (one, other) = (Self.run(scenario, runs: 1), Self.run(simple, runs: 1))
      #expect(one.statistics.connections == ConnectionCounts())
      #expect(one.digest == other.digest)
      #expect(Fault.connections.allSatisfy { !$0.isOn(in: scenario) })
    }
  }

  @Test("a single server needs no channel")
  func alone() {
    var scenario = Scenario()
    (scenario.servers, scenario.duration, scenario.connections.channels) = (1, 1_000_000, true)
    let summary = Self.run(scenario, runs: 3)
    #expect(summary.failures.isEmpty)
    #expect(summary.statistics.connections == ConnectionCounts())
    #expect(Connections.setUpBound(scenario) == 0)
  }
}

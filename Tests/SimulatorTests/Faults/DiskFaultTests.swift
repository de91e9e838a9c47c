import Testing
import TraceChecker

@testable import Simulator

@Suite("Faults of disks, in whole runs")
struct DiskFaultTests {
  static func hostile(_ change: (inout Scenario) -> Void = { _ in }) -> Scenario {
    var scenario = Scenario()
    (scenario.servers, scenario.clients, scenario.think) = (3, 3, 5_000)
    (scenario.loss, scenario.crashInterval, scenario.downtime) = (50_000, 300_000, 50_000)
    (scenario.partitionInterval, scenario.partitionDuration) = (500_000, 200_000)
    change(&scenario)
    return scenario
  }

  private static func run(_ seeds: ClosedRange<UInt64>, _ change: (inout Scenario) -> Void) -> CampaignSummary {
    let scenario = hostile(change)
    var campaign = Campaign(firstSeed: seeds.lowerBound, runs: seeds.count, jobs: 2)
    campaign.keepsGoing = true
    return campaign.run { RunPlan(seed: $0, scenario: scenario) }
  }

  @Test("the correct core breaks nothing however slow, stalled, torn and failing its disks are", arguments: [0, 2, 40])
  func correct(_ milliseconds: Int) {
    let summary = Self.run(1...20) { scenario in
      scenario.diskFaults.syncTime = VirtualDuration(microseconds: milliseconds * 1_000)
      (scenario.diskFaults.syncStall, scenario.diskFaults.syncStallTime) = (50_000, 500_000)
      (scenario.diskFaults.tornWrite, scenario.diskFaults.writeError) = (1_000_000, 10_000)
    }
    #expect(summary.failures.map { "\($0.plan.seed): \($0.violations)" } == [])
    let disk = summary.statistics.disk
    #expect(disk.syncs > 0 && disk.stalls > 0 && disk.failedWrites > 0 && disk.tornWrites > 0)
    #expect(disk.stepsHeld > disk.syncs, "several steps share a sync")
    #expect(disk.writesLost > 0 && disk.writesKept > 0 && disk.stepsUndone > 0)
    #expect(disk.lostWrites + disk.bitFlips + summary.statistics.beyondAssumptions == 0)
    #expect(summary.statistics.commits > 0)
  }

  @Test("a step is judged when it is durable: no sync, no message")
  func order() {
    var scenario = Scenario()
    (scenario.clients, scenario.diskFaults.syncTime) = (0, 20_000)
    var (timedOut, asked) = (0, 0)
    for event in RunPlan(seed: 1, scenario: scenario).durableEvents() {
      if event.action == .timeout, timedOut == 0 { timedOut = event.time }
      if event.action == .receive, event.message.kind == .voteRequest, asked == 0 { asked = event.time }
    }
    var fast = scenario
    fast.diskFaults = DiskFaults()
    var durableAtOnce = 0
    _ = RunPlan(seed: 1, scenario: fast).run { event in
      if event.action == .timeout, durableAtOnce == 0 { durableAtOnce = event.time }
    }
    // A sync takes 10 to 30 ms.
    #expect((10_000...30_000).contains(timedOut - durableAtOnce))
    // The voter's own vote waits too.
    #expect(asked - timedOut >= 10_000)
  }

  @Test("a failed write stops the server, and it starts again")
  func failedWrites() {
    let summary = Self.run(1...5) { scenario in
      (scenario.crashInterval, scenario.diskFaults.writeError) = (0, 20_000)
    }
    let statistics = summary.statistics
    #expect(statistics.disk.failedWrites > 5 && statistics.crashes == 0)
    #expect(statistics.restarts > statistics.disk.failedWrites - 15 && statistics.commits > 0)
    #expect(summary.failures.isEmpty)
  }

  @Test("a lost acknowledged write is seen, and said to be outside Raft's assumptions")
  func lostWrites() throws {
    let summary = Self.run(1...10) { $0.diskFaults.lostWrite = 300_000 }
    let failure = try #require(summary.failures.first)
    #expect(failure.statistics.disk.lostWrites > 0)
    for failure in summary.failures { #expect(failure.statistics.beyondAssumptions > 0) }
  }

  @Test("a bit flip is detected: the server does not start, and nothing is broken")
  func bitFlips() {
    let summary = Self.run(1...10) { $0.diskFaults.bitFlip = 100_000 }
    #expect(summary.failures.isEmpty)
    #expect(summary.statistics.disk.bitFlipsDetected > 0)
    #expect(summary.statistics.beyondAssumptions == 0)
    #expect(summary.statistics.progress.impossible.majority > 0, "a majority is gone in some of the runs")
  }

  @Test("no seed draws what Raft assumes away")
  func assumptions() {
    let drawn = Fault.all.filter { fault in (1...500).contains { fault.isOn(in: Scenario(swarm: $0)) } }
    #expect(drawn.map(\.option) == Fault.all.filter { !$0.isBeyondAssumptions }.map(\.option))
  }

  @Test("in a fault-free world every disk is fast and intact, and servers that waited for one continue")
  func kind() {
    let scenario = Self.hostile { scenario in
      (scenario.diskFaults.syncTime, scenario.crashInterval) = (1_000_000, 0)
      scenario.duration = 1_000_000
    }
    var world = World(RunPlan(seed: 1, scenario: scenario), RunObservation(checks: Checker.stepChecks))
    world.begin()
    world.advance(until: scenario.duration.microseconds) { _ in false }
    let waiting = world.hosts.indices.compactMap { world.diskObstacle(of: $0) }
    #expect(waiting.count > 0)
    #expect(waiting.allSatisfy { $0.contains("waits for its disk for 0.") })
    world.endDiskFaults()
    for id in world.hosts.indices {
      #expect(world.diskObstacle(of: id) == nil)
      #expect(world.hosts[id].disk.content == world.hosts[id].server.durable)
    }
    #expect(world.recorder.isViolated == false)
  }

  @Test("a trace of such a run can be played as a schedule", arguments: UInt64(1)...5)
  func schedule(_ seed: UInt64) {
    let scenario = Self.hostile { scenario in
      (scenario.diskFaults.syncTime, scenario.diskFaults.writeError) = (20_000, 10_000)
      scenario.duration = 3_000_000
    }
    var schedule = Schedule(configuration: scenario.configuration)
    var statistics = RunStatistics()
    schedule.actions = RunPlan(seed: seed, scenario: scenario).durableEvents { statistics = $0.statistics }
    let result = schedule.play()
    #expect(result.verdict == .passed)
    #expect(result.commits == statistics.commits)
    #expect(statistics.crashes > 0 && statistics.disk.stepsHeld > 0)
  }
}

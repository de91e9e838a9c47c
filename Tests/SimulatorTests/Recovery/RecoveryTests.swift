import GoldenData
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite("Progress when the faults have ended")
struct RecoveryTests {
  private static func runs(_ seeds: ClosedRange<UInt64>, change: (inout Scenario) -> Void = { _ in }) -> [RunResult] {
    seeds.map { seed in
      var scenario = Scenario(swarm: seed)
      change(&scenario)
      return RunPlan(seed: seed, scenario: scenario).run()
    }
  }

  @Test("every run is one that recovered, or one of which that cannot be required")
  func everyRun() {
    for result in Self.runs(1...TestTier.pick(60, thorough: 300)) {
      let progress = result.statistics.progress
      #expect(result.violations.isEmpty)
      #expect(progress.recovered + progress.notRequired == 1)
      #expect(progress.recovered == 0 || progress.time > 0)
    }
  }

  @Test("in some of the runs a minority stays away, and it takes no step any more")
  func minority() {
    var absent = 0
    for seed in 1...TestTier.pick(50, thorough: 100) as ClosedRange<UInt64> {
      var scenario = Scenario(swarm: seed)
      (scenario.servers, scenario.electionSpread) = (5, scenario.electionTimeout)
      // Whose disk is destroyed is away, too.
      scenario.serverFaults = ServerFaults()
      var last = [TraceEvent?](repeating: nil, count: 5)
      let result = RunPlan(seed: seed, scenario: scenario).run { event in
        if event.action.isServerStep { last[event.server] = event }
      }
      let down = last.count { $0?.action == .crash }
      let progress = result.statistics.progress
      #expect(progress.recovered + progress.notRequired == 1)
      guard progress.recovered == 1 else { continue }
      #expect((result.statistics.progress.without.down == 1) == (down > 0))
      #expect(down <= 2)
      absent += down
    }
    #expect(absent > 2)
  }

  @Test("all servers that are there end with the same log, all of it committed, and every client with its answer")
  func agreement() {
    var (recovered, compared) = (0, 0)
    for seed in 1...40 as ClosedRange<UInt64> {
      var open: Set<UInt64> = []
      var checker = Checker(servers: 9, checks: [])
      let result = RunPlan(seed: seed, scenario: Scenario(swarm: seed)).run { event in
        checker.observe(event)
        if event.action == .invoke { open.insert(event.client.command) }
        if event.action == .answer { open.remove(event.client.command) }
      }
      let progress = result.statistics.progress
      guard progress.recovered == 1 else { continue }
      recovered += 1
      #expect(open.isEmpty)
      // Those that are cut off run, too.
      guard progress.without.mute + progress.without.deaf == 0 else { continue }
      let logs = checker.history.servers.map { $0 }.filter(\.isUp).map {
        ($0.log.count, $0.log.prefixHash($0.log.count), $0.state.commit)
      }
      for log in logs { #expect(log == logs[0] && log.2 == log.0) }
      compared += logs.count
    }
    #expect(recovered > 20 && compared > 40)
  }

  @Test("a cluster that cannot elect a leader is reported, with what everyone waits for")
  func stalled() throws {
    let known = try #require(DefectCase.lines.values.first { $0.description == "vote-componentwise breaks Progress" })
    let violation = try #require(known.plan(known.seed).run(checks: [Progress()]).violations.first)
    #expect(violation.invariant == "Progress")
    #expect(
      EvidenceText.text(violation.evidence).contains(
        "after the faults ended, there was no leader: the last election is"))
    #expect(EvidenceText.text(violation.evidence).contains("remains down"))
    #expect(EvidenceText.text(violation.evidence).contains(" waits for "))
  }

  @Test(
    "a stall says first what matters most",
    arguments: [
      ("deposed-leader-timer-not-started", "never starts an election: its election timer is not set"),
      ("no-entries-after-rejection", "it knows no more of the log of s"),
      ("silent-server-asked-again", " has asked only s"),
      ("gives-up-after-crashes", " is down and will not be restarted"),
    ])
  func causes(_ defect: String, _ cause: String) throws {
    let known = try #require(DefectCase.lines.values.first { $0.description == "\(defect) breaks Progress" })
    let violation = try #require(known.plan(known.seed).run(checks: [Progress()]).violations.first)
    guard case .stalled(let stall) = violation.evidence else { return #expect(Bool(false), "no stall") }
    #expect(stall.cause?.contains(cause) == true, "\(stall.cause ?? "no cause")")
    #expect(stall.details.count >= stall.servers.count)
  }

  /// The reasons as in `ProgressDemand.Reason`: timing, spread, disruption, majority.
  @Test(
    "what Raft does not promise is recognized, and not required",
    arguments: [
      (["heartbeat": 200_000], 0), (["heartbeat": 145_000], 0),
      (["latency": 10_000, "election-spread": 5000], 1), (["latency": 0, "jitter": 0, "election-spread": 0], 1),
      (["bit-flip": 1_000_000, "crash-interval": 100_000], 3),
    ])
  func impossible(_ values: [String: Int], _ reason: Int) throws {
    let result = RunPlan(seed: 1, scenario: try Self.scenario(values)).run()
    #expect(result.violations.isEmpty)
    #expect(result.statistics.progress.recovered == 0)
    #expect(result.statistics.progress.impossible.all.enumerated().filter { $0.element > 0 }.map(\.offset) == [reason])
  }

  @Test(
    "what only takes long is required, and comes",
    arguments: [
      ["heartbeat": 130_000], ["request-timeout": 1],
      ["clients": TestTier.pick(16, thorough: 64), "request-timeout": 1000, "window": 1, "batch": 1],
      ["bit-flip": 100_000, "crash-interval": 2_000_000], ["sync-time": 1_000_000],
    ])
  func demanded(_ values: [String: Int]) throws {
    let result = RunPlan(seed: 1, scenario: try Self.scenario(values)).run()
    #expect(result.violations.isEmpty)
    #expect(result.statistics.progress.recovered == 1)
  }

  @Test("recovery takes no more events than a run may have, and then nothing is reported")
  func events() throws {
    let result = RunPlan(seed: 1, scenario: try Self.scenario(["heartbeat": 1, "events": 5000])).run()
    #expect(result.violations.isEmpty)
    #expect(result.statistics.progress.cutShort == 1)
    #expect(result.statistics.events < 10_100)
  }

  /// A calm scenario but for those parameters.
  private static func scenario(_ values: [String: Int]) throws -> Scenario {
    var scenario = Scenario()
    for (name, value) in values {
      try #require(ScenarioParameter.named(name)).set(value, in: &scenario)
    }
    return scenario
  }

  @Test("a client that gives up may begin a new session, and its old command still count")
  func sessions() {
    var sessions: Set<Int> = []
    var scenario = Scenario()
    (scenario.loss, scenario.attempts, scenario.clients) = (300_000, 1, 3)
    let result = RunPlan(seed: 5, scenario: scenario).run { event in
      if event.action == .invoke { sessions.insert(event.client.session) }
    }
    #expect(result.violations.isEmpty)
    #expect(result.statistics.unknown > 10)
    #expect(sessions.count > 5)
  }
}

import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("A defect that is on some of the servers only")
struct DefectServersTests {
  /// Server 1 does not record its vote for itself.
  private static let defect = Defect("no-own-vote", "no vote for itself", breaks: [], servers: ServerSet(1)) { rules in
    rules.voteOfCandidate = { _ in nil }
  }

  @Test("In a simulated run only these servers differ, after restarts too")
  func world() {
    var scenario = Scenario()
    scenario.servers = 3
    (scenario.crashInterval, scenario.downtime) = (300_000, 50_000)
    var elections = [0, 0, 0]
    var restarts = 0
    let plan = RunPlan(seed: 1, scenario: scenario, defect: Self.defect)
    _ = plan.run(
      checks: [],
      record: { event in
        if event.action == .restart, event.server == 1 { restarts += 1 }
        guard event.action == .timeout else { return }
        elections[event.server] += 1
        #expect(event.state.vote == (event.server == 1 ? TraceEvent.none : event.server))
      })
    #expect(elections.allSatisfy { $0 > 0 } && restarts > 0)
  }

  @Test("In a schedule only these servers differ, after restarts too")
  func schedule() {
    var player = SchedulePlayer(configuration: Configuration(servers: 3), defect: Self.defect)
    for action in [Action.start, .timeout, .restart, .timeout] {
      for server in 0..<3 {
        var event = TraceEvent()
        (event.action, event.server) = (action, server)
        #expect(player.play(event) == .played)
      }
      if action == .timeout {
        #expect((0..<3).map { player.server($0).votedFor } == [0, nil, 2])
      }
    }
  }

  @Test("The rules of disks are those of the same servers")
  func disks() {
    let all = Defect(ofHost: "no-truncation", "truncation is forgotten", breaks: []) { disk, _ in
      disk.truncates = false
    }
    #expect((0..<3).allSatisfy { !all.disk(of: $0).truncates })
    #expect((0..<3).allSatisfy { Self.defect.disk(of: $0).truncates })
  }

  @Test("The rules of a defect's hosts apply to the hosts of its servers only")
  func hosts() {
    let second = Defect(ofHost: "second", "the second host gives up", breaks: [], servers: ServerSet(1)) { disk, host in
      disk.truncates = false
      host.hastyCrashLimit = 1
    }
    #expect(Defect?.some(second).hosts(servers: 3).map(\.hastyCrashLimit) == [.max, 1, .max])
    #expect(Defect?.some(second).disks(servers: 3).map(\.truncates) == [true, false, true])
  }

  @Test("Two of the planted defects are on a single server")
  func bank() throws {
    let defect = try #require(Defect.named("deposed-leader-timer-not-started"))
    #expect((0..<3).map { defect.rules(of: $0).electionTimer(.leadershipLost) } == [.none, .reset, .reset])
    #expect(
      Defect.all.filter { $0.servers != Defect.allServers }.map(\.name) == [defect.name, "one-replica-forgets-changes"])
  }
}

import RaftCore
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite("The simulated world")
struct WorldTests {
  /// Runs and returns every event.
  private static func events(change: (inout Scenario) -> Void) -> [TraceEvent] {
    var scenario = Scenario()
    change(&scenario)
    var events: [TraceEvent] = []
    let result = RunPlan(seed: 1, scenario: scenario).run { events.append(copy $0) }
    #expect(result.violations.isEmpty)
    return events
  }

  @Test("a calm cluster elects one leader and answers its clients", arguments: 1...9)
  func calm(_ servers: Int) {
    var scenario = Scenario()
    scenario.servers = servers
    let result = RunPlan(seed: 3, scenario: scenario).run()
    #expect(result.violations.isEmpty)
    #expect(result.statistics.elections >= 1)
    #expect(result.statistics.answers > 50)
    #expect(result.statistics.lost + result.statistics.crashes + result.statistics.partitions == 0)
  }

  @Test("a restarted server has its term, vote and log, and neither role nor commit index")
  func restarts() throws {
    let events = Self.events { $0.crashInterval = 300_000 }
    let restarts = events.filter { $0.action == .restart }
    #expect(restarts.count > 3)
    for restart in restarts {
      let before = try #require(events.last { $0.server == restart.server && $0.sequence < restart.sequence })
      #expect(before.action == .crash)
      #expect(restart.state.term == before.state.term)
      #expect(restart.state.vote == before.state.vote)
      #expect(restart.state.role == .follower)
      #expect(restart.state.commit == 0)
      #expect(restart.logKept == nil)
    }
  }

  @Test("a crashed server takes no step until it restarts")
  func crashed() {
    var (down, crashes): (Set<Int>, Int) = ([], 0)
    for event in Self.events(change: { $0.crashInterval = 200_000 }) where event.action.isServerStep {
      switch event.action {
      case .crash:
        #expect(down.insert(event.server).inserted)
        crashes += 1
      case .restart: #expect(down.remove(event.server) != nil)
      default: #expect(!down.contains(event.server))
      }
    }
    #expect(crashes > 3)
  }

  @Test("during a partition no message crosses it, not even one that was in transit when it began")
  func partitions() {
    var group: UInt16?
    var crossings = 0
    for event in Self.events(change: { $0.partitionInterval = 200_000 }) {
      switch event.action {
      case .partition: group = event.group
      case .heal: group = nil
      case .receive:
        guard let group else { continue }
        let message = event.message
        crossings += (group >> message.from & 1) != (group >> message.to & 1) ? 1 : 0
      default: break
      }
    }
    #expect(crossings == 0)
  }

  @Test("time never runs back, and events are numbered")
  func order() {
    let events = Self.events { $0.reorder = 100_000 }.filter { !$0.action.isNote }
    for (event, next) in zip(events, events.dropFirst()) {
      #expect(event.time <= next.time)
      #expect(event.sequence + 1 == next.sequence)
    }
  }

  @Test("a run ends with its time, or with its number of events")
  func ends() {
    let invocations = Self.events(change: { $0.duration = 700_000 }).filter { $0.action == .invoke }
    // But for the one command that is asked for when the faults have ended.
    #expect(invocations.count > 5 && invocations.dropLast().allSatisfy { $0.time <= 700_000 })
    var scenario = Scenario()
    scenario.events = 123
    let statistics = RunPlan(seed: 1, scenario: scenario).run().statistics
    #expect(statistics.progress.eventsBefore == 123)
    #expect((124..<400).contains(statistics.events))
  }

  @Test("a recorded trace has what clients asked for and their answers, in the words of their machine")
  func words() {
    let events = Self.events { $0.machine = .toDo }
    #expect(events.contains { $0.action == .invoke && $0.client.text.hasPrefix("add item") })
    #expect(events.contains { $0.action == .answer && $0.client.text.hasPrefix("added #") })
  }

  @Test("a user's own state machine is replicated: every command counts once, whatever is lost or sent again")
  func ownMachine() {
    struct Counter: SimulatedMachine {
      private var count = 0
      static func command(drawing word: UInt64, session: Int, sequence: Int) -> Int { 1 }
      mutating func apply(_ command: Int) -> Int {
        count += command
        return count
      }
    }
    var scenario = Scenario()
    scenario.loss = 200_000
    scenario.duplication = 200_000
    scenario.duration = 30_000_000
    var counts: [Int] = []
    let result = RunPlan(seed: 1, scenario: scenario, machine: Counter.self).run { event in
      if event.action == .answer, let count = Int(event.client.text) { counts.append(count) }
    }
    #expect(result.violations.isEmpty)
    #expect(counts.count > 50)
    #expect(Set(counts).count == counts.count, "two requests received the same count: one counted for both")
    #expect((counts.max() ?? 0) <= result.statistics.invocations)
  }

  @Test("without clients nothing is committed but the no-ops of the leaders")
  func idle() {
    var scenario = Scenario()
    scenario.clients = 0
    scenario.events = TestTier.pick(50_000, thorough: 200_000)
    scenario.duration = 86_400_000_000
    let statistics = RunPlan(seed: 1, scenario: scenario).run().statistics
    #expect(statistics.progress.eventsBefore == scenario.events)
    #expect(statistics.progress.commitsBefore == statistics.progress.electionsBefore)
    #expect(statistics.commits == statistics.elections + 1)
  }
}

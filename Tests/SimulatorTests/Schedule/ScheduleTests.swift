import RaftCore
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite("A schedule")
struct ScheduleTests {
  /// A schedule of actions of servers.
  private static func schedule(
    servers: Int = 3, defect: Defect? = nil, _ actions: [(Action, Int)]
  ) -> Schedule {
    let events = actions.map { action, server in
      var event = TraceEvent()
      event.action = action
      event.server = server
      return event
    }
    return Schedule(configuration: Configuration(servers: servers), defect: defect, actions: events)
  }

  @Test("that applies to its end and breaks nothing has passed")
  func passes() {
    let result = Self.schedule(servers: 1, [(.start, 0), (.heal, -1), (.timeout, 0), (.heartbeat, 0)]).play()
    #expect(result.verdict == .passed)
    #expect(result.steps == 3)
    #expect(result.elections == 1)
    #expect(result.commits == 1)
    #expect(Self.schedule([]).play().verdict == .passed)
  }

  @Test("no longer applies at the first step that cannot happen, counted in the schedule")
  func obstacle() throws {
    let result = Self.schedule([(.start, 0), (.heal, -1), (.heartbeat, 0), (.timeout, 0)]).play()
    let obstacle = try #require(result.obstacle)
    #expect(result.verdict == .noLongerApplies(obstacle))
    #expect(obstacle.step == 3)
    #expect(obstacle.reason == "s0 does not lead, and sends no heartbeats")
    #expect(result.steps == 1)
  }

  @Test("ends where it is violated, or at the violation that is waited for")
  func violates() throws {
    // The vote of a candidate for itself is forgotten: not a step of Raft, and nothing worse.
    let defect = try #require(Defect.named("vote-self-unrecorded"))
    let actions: [(Action, Int)] = [(.start, 0), (.start, 1), (.heal, -1), (.timeout, 0), (.timeout, 1), (.crash, 7)]
    let schedule = Self.schedule(servers: 2, defect: defect, actions)
    let result = schedule.play()
    #expect(result.verdict == .violated(step: 4))
    #expect(result.violations.map(\.invariant) == ["Conformance"])
    #expect(result.violations.first?.step == 3)
    #expect(result.obstacle == nil)
    let further = schedule.play(upTo: "ElectionSafety")
    #expect(further.verdict == .violated(step: 4))
    #expect(further.obstacle?.step == 6)
  }

  @Test("gives up when it is not wanted any more")
  func cancels() {
    let actions: [(Action, Int)] = [(.start, 0)] + Array(repeating: (.timeout, 0), count: 1000)
    let result = Self.schedule(actions).play(isCancelled: { true })
    #expect(result.wasCancelled)
    #expect(result.steps < 1000)
  }

  @Test(
    "that is the trace of a run comes to the same steps, without its time",
    arguments: 1...TestTier.pick(6, thorough: 30))
  func runs(_ seed: UInt64) throws {
    let plan = RunPlan(seed: seed, scenario: Scenario(swarm: seed))
    let run = Array(plan.durableEvents().prefix(3000))
    var played: [TraceEvent] = []
    let schedule = Schedule(configuration: plan.scenario.configuration, actions: run)
    #expect(schedule.play(record: { played.append(copy $0) }).verdict == .passed)
    let timeless: [Action] = [.partition, .heal, .invoke, .answer, .pause, .resume]
    let steps = run.filter { !timeless.contains($0.action) }
    #expect(played.count == steps.count)
    for (one, other) in zip(played, steps) where Self.bytes(one, as: other) != Self.bytes(other, as: other) {
      Issue.record("step \(other.sequence) differs")
      break
    }
  }

  /// What a trace records of a step, apart from its place and from what only a world knows. A crash records only the
  /// server; and the messages of a step that the crash cut short were never sent, where sending took time.
  private static func bytes(_ event: TraceEvent, as recorded: TraceEvent) -> [UInt8] {
    var event = event
    (event.sequence, event.time, event.details) = (1, 0, EventDetails())
    if event.action == .crash { event.indexes.removeAll() }
    if recorded.sent.isEmpty { event.sent.removeAll() }
    var writer = TraceWriter(header: TraceHeader(servers: 9))
    writer.write(event)
    return writer.bytes
  }
}

import Testing
import TraceChecker

@testable import Simulator

@Suite("Faults of clocks and timers, and pauses of hosts")
struct TimeFaultTests {
  private static func events(
    seed: UInt64 = 1, change: (inout Scenario) -> Void
  ) -> (events: [TraceEvent], statistics: RunStatistics) {
    var scenario = Scenario()
    change(&scenario)
    var events: [TraceEvent] = []
    let observation = RunObservation(checks: Checker.stepChecks, record: { events.append(copy $0) })
    var world = World(RunPlan(seed: seed, scenario: scenario), observation)
    world.begin()
    world.advance(until: scenario.duration.microseconds) { _ in false }
    #expect(world.recorder.observer.checker.violations.isEmpty == true)
    return (events, world.statistics)
  }

  /// The times between heartbeats of one leadership, by server, in microseconds.
  private static func beats(_ events: [TraceEvent]) -> [[Int]] {
    var (beats, last) = (Array(repeating: [Int](), count: 3), (server: -1, term: 0, time: 0))
    for event in events where event.action == .heartbeat {
      if (last.server, last.term) == (event.server, event.state.term) {
        beats[event.server].append(event.time - last.time)
      }
      last = (event.server, event.state.term, event.time)
    }
    return beats
  }

  @Test("a clock drifts at one rate for the whole run, every server's at its own")
  func drift() {
    let (events, statistics) = Self.events {
      $0.timeFaults.clockDrift = 300_000
      $0.crashInterval = 400_000
      $0.duration = 20_000_000
    }
    let beats = Self.beats(events)
    let kinds = beats.map { Set($0) }.filter { !$0.isEmpty }
    #expect(kinds.count > 1)
    #expect(kinds.allSatisfy { $0.count == 1 })
    #expect(Set(kinds.flatMap { $0 }).count == kinds.count)
    #expect(kinds.flatMap { $0 }.allSatisfy { (38_000...72_000).contains($0) && $0 != 50_000 })
    #expect(statistics.clock.drifted > 100)
  }

  @Test("timers fire early, and never before they were set")
  func early() {
    let (events, statistics) = Self.events {
      $0.timeFaults.timerEarly = 200_000
      $0.timeFaults.timerEarlyBy = 80_000
    }
    let beats = Self.beats(events).flatMap { $0 }
    #expect(beats.allSatisfy { (1...50_000).contains($0) })
    #expect(beats.count { $0 < 50_000 } > 5)
    #expect(statistics.clock.early >= beats.count { $0 < 50_000 })
    #expect(statistics.clock.late + statistics.clock.drifted == 0)
  }

  @Test("timers fire late, by no more than the scenario allows")
  func late() {
    let (events, statistics) = Self.events {
      $0.timeFaults.timerLate = 200_000
      $0.timeFaults.timerLateBy = 60_000
    }
    let beats = Self.beats(events).flatMap { $0 }
    #expect(beats.allSatisfy { (50_000...110_000).contains($0) })
    #expect(beats.count { $0 > 50_000 } > 5)
    #expect(statistics.clock.late >= beats.count { $0 > 50_000 })
    #expect(statistics.clock.early + statistics.clock.drifted == 0)
  }

  private static func pausing(_ scenario: inout Scenario) {
    scenario.timeFaults.pauseInterval = 150_000
    scenario.timeFaults.pauseDuration = 400_000
    scenario.duration = 20_000_000
  }

  @Test("a paused host handles nothing and loses nothing; when it resumes, it handles what arrived, in order")
  func pauses() {
    let (events, statistics) = Self.events(change: Self.pausing)
    var paused: Set<Int> = []
    var resumedAt: [Int: Int] = [:]
    var burst: [Int: Int] = [:]
    for event in events where event.action.hasServer {
      switch event.action {
      case .pause: #expect(paused.insert(event.server).inserted)
      case .resume:
        #expect(paused.remove(event.server) != nil)
        resumedAt[event.server] = event.time
      default:
        #expect(!paused.contains(event.server))
        if resumedAt[event.server] == event.time { burst[event.time, default: 0] += 1 }
      }
    }
    #expect(statistics.clock.pauses > 50)
    #expect((burst.values.max() ?? 0) > 5)
    #expect(burst.values.reduce(0, +) > statistics.clock.heldUp / 2)
    #expect(!events.contains { $0.action == .lose })
    #expect(statistics.reordered == 0)
  }

  @Test("at least half of the pauses are the leader's")
  func leaders() {
    let (events, statistics) = Self.events {
      $0.timeFaults.pauseInterval = 1_000_000
      $0.timeFaults.pauseDuration = 200_000
      $0.duration = 100_000_000
    }
    var leaders: Set<Int> = []
    var hits = 0
    for event in events {
      if event.action == .pause, leaders.contains(event.server) { hits += 1 }
      guard event.action.isServerStep else { continue }
      if event.state.role == .leader { leaders.insert(event.server) } else { leaders.remove(event.server) }
    }
    #expect(hits * 2 > statistics.clock.pauses * 4 / 5)
  }

  @Test("a crash ends a pause, and what waited in the host's memory is lost with it")
  func crashes() {
    let (events, statistics) = Self.events {
      Self.pausing(&$0)
      $0.crashInterval = 150_000
      $0.downtime = 20_000
    }
    var paused: Set<Int> = []
    var lostAtCrash = 0
    for (event, next) in zip(events, events.dropFirst()) {
      switch event.action {
      case .pause: paused.insert(event.server)
      case .resume: #expect(paused.contains(event.server))
      case .crash where paused.remove(event.server) != nil:
        if next.action == .lose, next.message.to == event.server { lostAtCrash += 1 }
      default: break
      }
      if event.action == .resume { paused.remove(event.server) }
    }
    #expect(lostAtCrash > 3)
    #expect(statistics.missed >= lostAtCrash)
  }

  @Test("a trace with pauses is read and played again")
  func traces() throws {
    var scenario = Scenario()
    Self.pausing(&scenario)
    scenario.duration = 3_000_000
    scenario.crashInterval = 300_000
    let (events, _) = Self.events { $0 = scenario }
    var writer = TraceWriter(header: TraceHeader(servers: 3))
    for event in events { writer.write(event) }
    var reader = try TraceReader(bytes: writer.takeBytes(), name: "pauses")
    var (event, count) = (TraceEvent(), 0)
    while try reader.next(into: &event) {
      let written = events[count]
      #expect((event.action, event.server, event.time) == (written.action, written.server, written.time))
      count += 1
    }
    #expect(count == events.count)
    let schedule = Schedule(configuration: scenario.configuration, actions: events)
    #expect(schedule.play().verdict == .passed)
  }

  @Test("they end with the faults: every host resumes, and commits", arguments: 1...20 as ClosedRange<UInt64>)
  func endFaults(_ seed: UInt64) {
    var scenario = Scenario()
    Self.pausing(&scenario)
    scenario.duration = 2_000_000
    scenario.timeFaults.pauseDuration = 60_000_000
    scenario.timeFaults.timerLate = 300_000
    scenario.timeFaults.timerLateBy = 60_000_000
    scenario.timeFaults.clockDrift = 500_000
    #expect(Fault.timeFaults.allSatisfy { !$0.isOn(in: scenario.withoutFaults) })
    let run = RecoveredRun(seed: seed, scenario)
    #expect(run.hindrances.isEmpty)
    #expect(run.commits > 100)
  }
}

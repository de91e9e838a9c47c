import Testing
import TraceChecker

@testable import Simulator

@Suite("Notes of a run") struct NoteTests {
  private static func events(_ plan: RunPlan) -> [TraceEvent] {
    var events: [TraceEvent] = []
    _ = plan.run(record: { events.append(copy $0) })
    return events
  }

  private static func connected(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    scenario.servers = 3
    (scenario.connections.channels, scenario.connections.breakInterval) = (true, 300_000)
    (scenario.connections.introducerCrashInterval, scenario.connections.callTimeout) = (700_000, 30_000)
    return RunPlan(seed: seed, scenario: scenario)
  }

  @Test("the numbers and the digest of a run are the same whether notes are taken or not", arguments: 1...6)
  func sameRun(_ seed: UInt64) {
    let plan = Self.connected(seed)
    let events = Self.events(plan)
    let result = plan.run()
    #expect(events.filter { !$0.action.isNote }.map(\.sequence) == Array(1...result.statistics.steps))
    #expect(events.contains { $0.action.isNote })
    #expect(plan.run(record: { _ in }).digest == result.digest)
  }

  @Test("a recorded run is read again as it was written, notes and all", arguments: 1...6)
  func roundTrip(_ seed: UInt64) throws {
    let plan = Self.connected(seed)
    var writer = TraceWriter(header: plan.traceHeader(violates: nil))
    for event in Self.events(plan) { writer.write(event) }
    let bytes = writer.takeBytes()
    var reader = try TraceReader(bytes: bytes, name: "run")
    var again = TraceWriter(header: reader.header)
    var event = TraceEvent()
    while try reader.next(into: &event) { again.write(event) }
    #expect(again.takeBytes() == bytes)
  }

  @Test("an election timer fires when its last note says, where no host is paused")
  func timers() {
    var (fired, moved) = (0, 0)
    for seed in UInt64(1)...4 {
      var scenario = Scenario.stormy(servers: 3)
      scenario.timeFaults.timerLate = 50_000
      var due = Array(repeating: TraceEvent.none, count: 3)
      for event in Self.events(RunPlan(seed: seed, scenario: scenario)) {
        switch event.action {
        case .timer where event.details.timer == .election:
          due[event.server] = event.details.due
          moved += 1
        case .timeout:
          #expect(due[event.server] == event.time, "seed \(seed), step \(event.sequence)")
          fired += 1
        default: break
        }
      }
    }
    #expect(fired > 20 && moved > 10 * fired)
  }

  @Test("the faults end once, and nothing is lost by chance after that", arguments: 1...4)
  func end(_ seed: UInt64) throws {
    let events = Self.events(RunPlan(seed: seed, scenario: .stormy(servers: 3)))
    let end = try #require(events.firstIndex { $0.action == .faultsEnd })
    #expect(
      !events[(end + 1)...].contains { $0.action == .faultsEnd || $0.details.loss == .chance && $0.action == .lose })
    #expect(events[..<end].contains { $0.action == .lose && $0.details.loss == .chance })
  }

  @Test("a message arrives only over a channel that is open at its receiver's end")
  func channels() {
    // As many runs as it takes for enough to happen.
    var (received, closed) = (0, 0)
    for seed in UInt64(1)...16 where received <= 500 || closed <= 20 {
      var open: Set<TraceLink> = []
      for event in Self.events(Self.connected(seed)) {
        switch event.action {
        case .channelOpen: #expect(open.insert(event.details.link).inserted)
        case .channelClose:
          #expect(open.remove(event.details.link) != nil)
          closed += 1
        case .receive:
          #expect(open.contains(TraceLink(from: event.message.to, to: event.message.from)))
          received += 1
        default: break
        }
      }
    }
    #expect(received > 500 && closed > 20, "\(received) received, \(closed) closed")
  }

  /// The events of a run, with the seed in the numbers of calls.
  private static func calls(of seed: UInt64) -> [TraceEvent] {
    var events = events(connected(seed))
    for offset in events.indices { events[offset].details.connection += Int(seed) << 32 }
    return events
  }

  @Test("a call begins with a request, and ends at most once")
  func calls() {
    var (begun, ended, introducer): (Set<Int>, Set<Int>, Int) = ([], [], 0)
    for event in (1...3).flatMap({ seed in Self.calls(of: UInt64(seed)) }) {
      switch event.action {
      case .call: #expect(begun.insert(event.details.connection).inserted)
      case .callEnd:
        #expect(begun.contains(event.details.connection) && ended.insert(event.details.connection).inserted)
      case .introducerCrash: introducer += 1
      case .introducerRestart: introducer -= 1
      default: break
      }
    }
    #expect(begun.count > 200)
    #expect(ended.count > begun.count / 2)
    #expect(introducer == 0)
  }

  @Test("servers that have applied the same have the same state", arguments: [Scenario.MachineKind.keyValue, .toDo])
  func machines(_ machine: Scenario.MachineKind) throws {
    var scenario = Scenario.stormy(servers: 3)
    scenario.machine = machine
    let events = Self.events(RunPlan(seed: 3, scenario: scenario))
    var hashes: [Int: UInt64] = [:]
    var (applied, compared) = (Array(repeating: 0, count: 3), 0)
    for event in events where event.action.isServerStep && event.details.applied != TraceEvent.none {
      #expect(event.action == .restart ? event.details.applied == 0 : event.details.applied > applied[event.server])
      #expect(event.details.applied <= event.state.commit)
      applied[event.server] = event.details.applied
      let hash = try #require(event.details.machineHash)
      if let known = hashes.updateValue(hash, forKey: event.details.applied) {
        #expect(known == hash)
        compared += 1
      }
    }
    #expect(compared > 50 && Set(hashes.values).count > 20)
    #expect(events.contains { $0.action == .restart && $0.details.applied == 0 })
  }

  /// Counts the notes that it sees.
  private struct Watcher: EventObserver {
    let wantsNotes: Bool
    var notes = 0
    var others = 0

    mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: borrowing History) {
      if event.action.isNote { notes += 1 } else { others += 1 }
    }
  }

  @Test("an observer sees them if it wants them, and they are not made if nobody does", arguments: [true, false])
  func observers(_ wantsNotes: Bool) throws {
    var checker = Checker(servers: 1, observers: [Watcher(wantsNotes: wantsNotes)])
    #expect(Recorder(checker, isJudging: true, upTo: nil, record: nil).wantsNotes == wantsNotes)
    #expect(Recorder(checker, isJudging: false, upTo: nil, record: nil).wantsNotes == false)
    #expect(Recorder(checker, isJudging: false, upTo: nil, record: { _ in }).wantsNotes == true)
    var event = TraceEvent()
    (event.action, event.server) = (.start, 0)
    checker.observe(event)
    (event.action, event.details.due) = (.timer, 7)
    checker.observe(event)
    let watcher = try #require(checker.observers.first as? Watcher)
    #expect((watcher.others, watcher.notes) == (1, wantsNotes ? 1 : 0))
  }
}

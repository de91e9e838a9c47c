import Testing

@testable import TraceChecker

/// Counts what it sees.
private struct Counter: EventObserver {
  var events: [Action: Int] = [:]
  var elections = 0
  var lengths: [Int] = []
  var isConcluded = false

  mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: borrowing History) {
    events[event.action, default: 0] += 1
    if changes.contains(.newLeader) { elections += 1 }
    if event.action == .request { lengths.append(history.servers[event.server].log.count) }
  }

  mutating func conclude(_ history: borrowing History) { isConcluded = true }
}

/// Fails when the third answer arrives, and at a stall.
private struct ThirdAnswer: RunCheck {
  static let name = "ThirdAnswer"
  static let section = "none"
  static let statement = "there are two answers at most"
  private var answers = 0

  mutating func reset() { answers = 0 }

  mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> RunFinding? {
    guard event.action == .answer else { return nil }
    answers += 1
    return answers == 3
      ? RunFinding(.custom(kind: "third", servers: [], text: "three"), at: event.sequence, event.time) : nil
  }
}

@Suite("Checks of whole runs, and observers") struct ObserverTests {
  private static func event(_ action: Action, _ number: Int, server: Int = TraceEvent.none) -> TraceEvent {
    var event = TraceEvent()
    (event.action, event.sequence, event.time, event.server) = (action, number, number * 1_000, server)
    return event
  }

  @Test("An observer sees every event with what it changed and the history after it, and the end")
  func observer() throws {
    var checker = Checker(servers: 1, observers: [Counter()])
    checker.observe(Self.event(.start, 1, server: 0))
    var event = Self.event(.timeout, 2, server: 0)
    (event.state.term, event.state.vote, event.state.role) = (1, 0, .leader)
    checker.observe(event)
    (event.action, event.sequence, event.logKept) = (.request, 3, 0)
    event.appended = [TraceEntry(term: 1, command: 7)]
    checker.observe(event)
    checker.observe(Self.event(.heal, 4))
    checker.conclude()
    let counter = try #require(checker.observers.first as? Counter)
    #expect(counter.events == [.start: 1, .timeout: 1, .request: 1, .heal: 1])
    #expect(counter.elections == 1 && counter.lengths == [1] && counter.isConcluded)
    #expect(checker.violations.isEmpty)
  }

  @Test("A check of whole runs fails once, where it says, and starts over at a known state")
  func runCheck() {
    var checker = Checker(servers: 1, checks: [ThirdAnswer(), Progress()])
    for number in 1...5 {
      let isBroken = checker.observe(Self.event(.answer, number))
      #expect(isBroken == (number == 3))
    }
    #expect(checker.violations.map(\.invariant) == ["ThirdAnswer"])
    #expect(checker.violations.first?.step == 3 && checker.violations.first?.time == 3_000)
    let stall = Stall(servers: [0], waited: 5, missing: .agreement)
    let stalls = (0..<2).map { _ in checker.observe(.stalled(stall), at: 5, 9_000) }
    #expect(stalls == [true, false])
    #expect(checker.violations.map(\.invariant) == ["ThirdAnswer", "Progress"])
    checker.begin(at: KnownState(servers: 1))
    #expect(checker.violations.isEmpty)
    for number in 1...3 {
      let isBroken = checker.observe(Self.event(.answer, number))
      #expect(isBroken == (number == 3))
    }
  }

  @Test("There is one list of checks, with a kind each, and the checks of steps are the rest of it")
  func kinds() {
    let names = Checker.allChecks.map { type(of: $0).name }
    #expect(Set(names).count == names.count)
    var counts = (invariants: 0, runs: 0, conformance: 0)
    for check in Checker.allChecks {
      switch check.kind {
      case .invariant: counts.invariants += 1
      case .run: counts.runs += 1
      case .conformance: counts.conformance += 1
      }
    }
    #expect(counts == (24, 3, 1))
    #expect(Checker.allChecks.ofSteps.map { type(of: $0).name } == Array(names.dropLast(3)))
  }

  @Test("A report of the driver breaks the check that it is for, once, and no other")
  func driverReports() {
    let stall = DriverReport.stalled(Stall(servers: [0], waited: 5, missing: .agreement))
    let states = [ReplicaState(server: 0, hash: 1), ReplicaState(server: 1, hash: 2)]
    let difference = DriverReport.replicasDiffer(.states(index: 64, first: states[0], second: states[1]))
    for (report, name) in [(stall, "Progress"), (difference, "ReplicaAgreement")] {
      var checker = Checker(servers: 2)
      let isBroken = (3...4).map { checker.observe(report, at: $0, 7_000) }
      #expect(isBroken == [true, false])
      #expect(checker.violations.map(\.invariant) == [name])
      #expect(checker.violations.map(\.step) == [3] && checker.violations.map(\.time) == [7_000])
    }
  }

  @Test("What checks no trace can break say what a trace lacks, and others say nothing")
  func gapsOfTraces() {
    let lacking = Checker.allChecks.map { type(of: $0) }.filter { $0.notInTraces != nil }
    #expect(lacking.map { $0.name } == ["ReplicaAgreement", "Progress"])
    #expect(lacking.allSatisfy { $0.notInTraces?.hasPrefix("a trace does not ") == true })
  }
}

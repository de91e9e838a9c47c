import Testing

@testable import TraceChecker

/// A history of the clients of a single server, written by hand: it is elected, and commits what the script commits.
private struct ClientScript {
  private(set) var checker = Checker(servers: 1, checks: [Linearizable()])
  private var event = TraceEvent()
  private var log = 0

  init() {
    step(.start, nil)
    step(.timeout) {
      $0.state.term = 1; $0.state.role = .leader
    }
  }

  private mutating func step(_ action: Action, _ server: Int? = 0, _ change: (inout TraceEvent) -> Void = { _ in }) {
    event.sequence += 1
    event.time = event.sequence * 1_000
    event.action = action
    event.server = server ?? (action == .start ? 0 : TraceEvent.none)
    event.logKept = nil
    event.appended = []
    change(&event)
    checker.observe(event)
  }

  mutating func asks(_ client: Int, _ command: UInt64, _ operation: ClientOperation, session: Int? = nil) {
    step(.invoke, nil) { event in
      event.client = ClientPart()
      event.client.client = client
      event.client.command = command
      event.client.session = session ?? TraceEvent.none
      event.client.operation = operation
    }
  }

  mutating func commits(_ commands: UInt64...) {
    let before = log
    log += commands.count
    let length = log
    step(.request) { event in
      event.logKept = before
      event.appended = commands.map { TraceEntry(term: 1, command: $0) }
      event.state.commit = length
    }
  }

  /// The client receives the answer that its command is committed, or gives up.
  mutating func receives(_ client: Int, _ command: UInt64, _ result: ClientResult?) {
    step(.answer, nil) { event in
      event.client = ClientPart()
      event.client.client = client
      event.client.command = command
      event.client.outcome = result == nil ? .unknown : .committed
      event.client.result = result
    }
  }

  /// The client receives the answer that its command is committed, without its result, or that it was not taken.
  mutating func receives(_ client: Int, _ command: UInt64, _ outcome: TraceOutcome) {
    step(.answer, nil) { event in
      event.client = ClientPart()
      event.client.client = client
      event.client.command = command
      event.client.outcome = outcome
    }
  }

  /// What no order explains, also at the end.
  var violations: [Violation] {
    var checker = checker
    checker.conclude()
    return checker.violations
  }

  var isExplained: Bool { violations.isEmpty }
}

@Suite("Clients judged online")
struct ClientJudgeTests {
  @Test("answers in the order of the commits are accepted, on every machine")
  func accepted() {
    var script = ClientScript()
    script.asks(0, 1, .put(key: 3, value: 7))
    script.asks(1, 2, .append(key: 3, value: 8))
    script.asks(2, 3, .add)
    script.commits(1, 3, 2)
    script.receives(0, 1, .done(count: 1))
    script.receives(1, 2, .done(count: 2))
    script.receives(2, 3, .added(id: 1))
    script.asks(0, 4, .compareAndSet(key: 3, expected: 7, value: 9))
    script.asks(1, 5, .get(key: 3))
    script.asks(2, 6, .remove(id: 2))
    script.commits(4, 5, 6)
    script.receives(0, 4, .refused(actual: 8))
    script.receives(1, 5, .value(8, count: 2))
    script.receives(2, 6, .found(false))
    #expect(script.isExplained)
  }

  @Test("a command that was retried and committed twice counts once; an answer that counts it twice is found at once")
  func twice() {
    var script = ClientScript()
    script.asks(0, 1, .append(key: 0, value: 5))
    script.commits(1, 1)
    script.receives(0, 1, .done(count: 1))
    script.asks(1, 2, .get(key: 0))
    script.commits(2)
    var right = script
    right.receives(1, 2, .value(5, count: 1))
    #expect(right.isExplained)
    script.receives(1, 2, .value(5, count: 2))
    #expect(script.checker.violations.map(\.invariant) == ["Linearizability"])
    #expect(script.checker.violations.first?.step == 8)
    #expect(script.checker.violations.first?.time == 8_000)
    #expect(script.checker.violations.first?.commands.contains(2) == true)
  }

  @Test("a command that its session has overtaken has no effect, unless the later one is of another session")
  func overtaken() {
    for session in [0, 9] {
      var script = ClientScript()
      script.asks(0, 1, .put(key: 0, value: 1))
      script.receives(0, 1, nil)
      script.asks(0, 2, .put(key: 0, value: 2), session: session)
      script.commits(2, 1)
      script.receives(0, 2, .done(count: 1))
      script.asks(1, 3, .get(key: 0))
      script.commits(3)
      script.receives(1, 3, .value(session == 0 ? 2 : 1, count: 1))
      // The witness explains both at once: a later answer that contradicts it is reported although no search has run.
      #expect(script.checker.violations.isEmpty)
      script.asks(1, 4, .get(key: 0))
      script.commits(4)
      script.receives(1, 4, .value(7, count: 1))
      #expect(!script.isExplained)
    }
  }

  @Test("another order than that of the commits is accepted if it explains the answers")
  func otherOrder() {
    var script = ClientScript()
    script.asks(0, 1, .put(key: 0, value: 1))
    script.asks(1, 2, .put(key: 0, value: 2))
    script.asks(2, 3, .get(key: 0))
    script.commits(1, 2, 3)
    // By the commits it is 2; but all three are concurrent.
    script.receives(2, 3, .value(1, count: 1))
    script.receives(0, 1, .done(count: 1))
    script.receives(1, 2, .done(count: 1))
    #expect(script.isExplained)
  }

  @Test("an answer before the commit is accepted as long as an order explains it, and reported at the end if none does")
  func early() {
    var script = ClientScript()
    script.asks(0, 1, .put(key: 0, value: 1))
    script.receives(0, 1, .done(count: 1))
    #expect(script.checker.violations.isEmpty)
    script.asks(1, 2, .get(key: 0))
    script.commits(2)
    script.receives(1, 2, .value(nil, count: 0))
    #expect(script.checker.violations.isEmpty)
    #expect(!script.isExplained)
    #expect(script.violations.first?.step == 7)
  }

  @Test("a committed answer without a result is a violation, in both machines, whether or not it is committed")
  func withoutResult() {
    for (operation, isCommitted) in [
      (ClientOperation.get(key: 1), true), (.add, true), (.put(key: 1, value: 2), false),
    ] {
      var script = ClientScript()
      script.asks(0, 1, operation)
      if isCommitted { script.commits(1) }
      script.receives(0, 1, TraceOutcome.committed)
      #expect(script.checker.violations.map(\.evidence.kind) == ["answer without a result"])
      #expect(script.checker.violations.first?.commands == [1])
    }
  }

  @Test("a command whose client received the answer that it was not taken must never take effect, before or after")
  func refused() {
    for operation in [ClientOperation.append(key: 1, value: 3), .add] {
      for isBefore in [false, true] {
        var script = ClientScript()
        script.asks(0, 1, operation)
        if isBefore { script.commits(1) }
        script.receives(0, 1, TraceOutcome.notLeader)
        if !isBefore { script.commits(1) }
        #expect(script.violations.map(\.evidence.kind) == ["refused command takes effect"])
        #expect(script.violations.first?.step == (isBefore ? 5 : 4))
      }
    }
  }

  @Test("a refused command that never takes effect is right: not committed, overtaken, or asked for again")
  func refusedRightly() {
    var never = ClientScript()
    never.asks(0, 1, .put(key: 1, value: 1))
    never.receives(0, 1, TraceOutcome.notLeader)
    never.asks(1, 2, .get(key: 1))
    never.commits(2)
    never.receives(1, 2, .value(nil, count: 0))
    #expect(never.isExplained)

    var overtaken = ClientScript()
    overtaken.asks(0, 1, .put(key: 1, value: 1))
    overtaken.receives(0, 1, TraceOutcome.notLeader)
    overtaken.asks(0, 2, .put(key: 1, value: 2))
    overtaken.commits(2, 1)
    overtaken.receives(0, 2, .done(count: 1))
    #expect(overtaken.isExplained)

    var again = ClientScript()
    again.asks(0, 1, .put(key: 1, value: 1))
    again.receives(0, 1, TraceOutcome.notLeader)
    again.asks(0, 1, .put(key: 1, value: 1))
    again.commits(1)
    again.receives(0, 1, .done(count: 1))
    #expect(again.isExplained)
  }

  @Test("what was refused explains no answer: it never happened")
  func refusedExplainsNothing() {
    var script = ClientScript()
    script.asks(0, 1, .put(key: 1, value: 9))
    script.receives(0, 1, TraceOutcome.notLeader)
    script.asks(1, 2, .get(key: 1))
    script.commits(2)
    script.receives(1, 2, .value(9, count: 1))
    #expect(!script.isExplained)
  }

  @Test("what clients never learn may have happened or not")
  func unknown() {
    for count in 0...1 {
      var script = ClientScript()
      script.asks(0, 1, .append(key: 0, value: 4))
      script.receives(0, 1, nil)
      if count == 1 { script.commits(1) }
      script.asks(1, 2, .get(key: 0))
      script.commits(2)
      script.receives(1, 2, .value(count == 0 ? nil : 4, count: count))
      #expect(script.isExplained)
    }
  }

  @Test("answers to what was never asked, and operations that a trace does not record, are passed over")
  func strange() {
    var script = ClientScript()
    script.receives(0, 77, .done(count: 3))
    script.commits(5, 6)
    script.receives(1, 5, .value(1, count: 1))
    #expect(script.isExplained)
  }
}

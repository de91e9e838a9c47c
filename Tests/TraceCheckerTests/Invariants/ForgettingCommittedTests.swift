import Testing

@testable import TraceChecker

/// Servers whose logs are of one term, and a client: a trace written by hand.
private struct CommittedScript {
  private(set) var checker: Checker
  private var event = TraceEvent()

  /// `servers` servers that have the commands 1 to 1,024 in their logs; server 0 has committed them all.
  init(servers: Int, _ checks: [any Check], before: (inout Self) -> Void = { _ in }) {
    checker = Checker(servers: servers, checks: checks)
    before(&self)
    for server in 0..<servers { step(server, term: 1, commands: Array(1...1024)) }
    step(0, term: 1, commit: 1024)
  }

  /// Forgets the entries up to index 700: two blocks of 256.
  /// - Returns: whether that shows a violation.
  @discardableResult
  mutating func forget() -> Bool { checker.forget(upTo: LogBase(index: 700, term: 1)) }

  /// A step of a server, after which its log has `commands` after its first `kept` entries.
  mutating func step(
    _ server: Int, term: Int, role: TraceRole = .follower, commit: Int? = nil, kept: Int = 0, commands: [UInt64] = []
  ) {
    event.sequence += 1
    (event.action, event.server) = (.request, server)
    event.state = checker.history.servers[server].state
    (event.state.term, event.state.role) = (term, role)
    if let commit { event.state.commit = commit }
    event.appended = commands.map { TraceEntry(term: term, command: $0) }
    event.logKept = commands.isEmpty ? nil : kept
    checker.observe(event)
  }

  /// The client asks for command 5.
  mutating func asks() { client(.invoke) { $0.operation = .put(key: 1, value: 2) } }

  /// The client receives the answer that the command is not taken and never will be.
  mutating func isRefused() { client(.answer) { $0.outcome = .notLeader } }

  private mutating func client(_ action: Action, _ change: (inout ClientPart) -> Void) {
    event.sequence += 1
    (event.action, event.server, event.logKept) = (action, TraceEvent.none, nil)
    event.client = ClientPart()
    (event.client.client, event.client.command) = (0, 5)
    change(&event.client)
    checker.observe(event)
  }

  var violations: [Violation] { checker.violations }
}

@Suite("Forgetting what was committed") struct ForgettingCommittedTests {
  private static let invariants: [any Check] = [
    StateMachineSafety(), LeaderCompleteness(), CommittedOnMajority(), UpToDateLogHoldsCommitted(),
  ]

  @Test("Memory goes with it; later entries, and who committed the first ones, are still known")
  func memory() {
    var script = CommittedScript(servers: 3, Self.invariants)
    script.forget()
    let committed = script.checker.history.committed
    #expect(committed.count == 1024 && committed.forgotten == 512)
    #expect(committed[513].entry.command == 513 && committed[513].step == 4)
    #expect(committed.committer(of: 1) == (term: 1, server: 0))
  }

  @Test(
    "What happens to later entries is judged as if nothing was forgotten",
    arguments: [513, 900, 1024], [false, true])
  func verdicts(index: Int, forgets: Bool) {
    var script = CommittedScript(servers: 3, Self.invariants)
    if forgets { script.forget() }
    script.step(1, term: 1, commit: 1024)
    #expect(script.violations.isEmpty)
    script.step(2, term: 2, kept: index - 1, commands: [9_999])
    script.step(2, term: 2, commit: index)
    script.step(2, term: 3, role: .leader)
    let broken = Set(script.violations.map(\.invariant))
    #expect(broken.isSuperset(of: ["StateMachineSafety", "LeaderCompleteness"]), "\(broken)")
  }

  @Test("What concerns only forgotten entries is accepted")
  func old() {
    var script = CommittedScript(servers: 3, Self.invariants)
    script.forget()
    script.step(1, term: 1, commit: 100)
    script.step(2, term: 1, role: .leader)
    script.step(1, term: 2, role: .leader)
    #expect(script.violations.isEmpty)
  }

  @Test("That a forgotten command was refused is found, without its entry", arguments: [false, true])
  func refusal(forgets: Bool) throws {
    var script = CommittedScript(servers: 1, [Linearizable()]) { $0.asks() }
    if forgets { script.forget() }
    script.isRefused()
    let violation = try #require(script.violations.first)
    guard case .refusedCommandTakesEffect(_, let committed) = violation.evidence else {
      Issue.record("\(violation.evidence)")
      return
    }
    #expect(committed.index == 5 && committed.server == 0 && committed.term == 1)
    #expect(committed.entry?.command == (forgets ? nil : 5) && committed.step == (forgets ? 0 : 3))
  }

  @Test("That a refused command takes effect is found before its entry is forgotten")
  func refusedBefore() {
    var script = CommittedScript(servers: 1, [Linearizable()]) {
      $0.asks()
      $0.isRefused()
    }
    #expect(script.violations.isEmpty)
    let isBroken = script.forget()
    #expect(isBroken)
    #expect(script.violations.map(\.evidence.kind) == ["refused command takes effect"])
  }
}

import Testing

@testable import TraceChecker

@Suite("Forgetting what every base has passed") struct ForgettingTests {
  /// A log of three entries on server 0.
  private static func checker() -> Checker {
    var checker = Checker(servers: 2, checks: [LogMatching(), EntryTermsElected()])
    checker.write(0, [(1, 7), (2, 8), (3, 9)])
    return checker
  }

  @Test("Entries up to the base are forgotten; those after it still count", arguments: [0, 1, 2])
  func forgets(base: Int) {
    for index in 1...3 {
      var checker = Self.checker()
      checker.forget(upTo: LogBase(index: base, term: base))
      // Another command at one index, and with it another prefix at all later ones.
      let commands = [7, 8, 9].enumerated().map { $0.offset + 1 == index ? $0.element + 10 : $0.element }
      checker.write(1, zip(1...3, commands.prefix(index)).map { (term: $0, command: UInt64($1)) })
      let isBroken = checker.violations.contains { $0.invariant == "LogMatching" }
      #expect(isBroken == (index > base))
    }
  }

  @Test("Memory goes with it, once, and later entries are remembered as before")
  func memory() {
    var invariant = LogMatching()
    var history = History(servers: 1)
    var event = TraceEvent()
    (event.action, event.server, event.logKept) = (.receive, 0, 0)
    event.appended = (1...1024).map { TraceEntry(term: $0, command: 5) }
    let change = history.apply(event)
    let evidence = invariant.check(change, history)
    #expect(evidence == nil && invariant.remembered == 1024)
    invariant.forget(upTo: LogBase(index: 700, term: 700))
    // Two blocks of 256 entries.
    #expect(invariant.remembered == 512)
    invariant.forget(upTo: LogBase(index: 700, term: 700))
    invariant.forget(upTo: LogBase(index: 1, term: 1))
    #expect(invariant.remembered == 512)
  }

  @Test("Nothing raises a base yet, so the API forgets nothing")
  func base() {
    var checker = Self.checker()
    #expect(checker.history.lowestBase == LogBase() && checker.history.servers[0].log.base == LogBase())
    checker.forgetPassedPrefix()
    checker.write(1, [(1, 17)])
    #expect(checker.violations.map(\.invariant).contains("LogMatching"))
  }
}

extension Checker {
  /// A server's log becomes these entries.
  fileprivate mutating func write(_ server: Int, _ entries: [(term: Int, command: UInt64)]) {
    var event = TraceEvent()
    (event.action, event.server, event.logKept) = (.receive, server, 0)
    event.appended = entries.map { TraceEntry(term: $0.term, command: $0.command) }
    observe(event)
  }
}

import Testing
import TraceChecker

@Suite("Leader Append-Only") struct LeaderAppendOnlyTests {
  private static func leaderWithTwoEntries() -> Script {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 2)
    script.creates(0, 7, 8)
    return script
  }

  @Test(
    "A leader that takes an append of an older term breaks it, and the evidence has the old entry and the new one")
  func overwrites() {
    var script = Self.leaderWithTwoEntries()
    let step = script.step(.receive, 0, kept: 1, [(1, 9)])
    script.breaks(
      "LeaderAppendOnly", at: step, servers: [0],
      saying: "s0, leader of term 2, must not replace command 8 of term 2 at index 2 with command 9 of term 1")
  }

  @Test("A leader that removes an entry breaks it")
  func removes() {
    var script = Self.leaderWithTwoEntries()
    let step = script.step(.heartbeat, 0, kept: 0)
    script.breaks(
      "LeaderAppendOnly", at: step, servers: [0], saying: "must not remove command 7 of term 2 at index 1")
  }

  @Test("A leader that only adds is right, also if it writes entries over themselves")
  func adds() {
    var script = Self.leaderWithTwoEntries()
    script.creates(0, 9)
    script.step(.request, 0, kept: 0, [(2, 7), (2, 8), (2, 9), (2, 10)])
    script.step(.request, 0, kept: 1, [(2, 8), (2, 9), (2, 10)])
    script.isAccepted()
    #expect(script.history.servers[0].log.count == 4)
  }

  @Test("A leader that is deposed by the append that overwrites its entries is right")
  func deposed() {
    var script = Self.leaderWithTwoEntries()
    script.leader(2, term: 3, voters: [1])
    script.appends(0, kept: 0, [(3, 0)], term: 3)
    script.isAccepted()
  }

  @Test("A leader that became a candidate, and was overwritten then, is right")
  func candidate() {
    var script = Self.leaderWithTwoEntries()
    script.timesOut(0, term: 3)
    script.leader(2, term: 4, voters: [1])
    script.appends(0, kept: 0, [(4, 0)], term: 4)
    script.isAccepted()
  }
}

import Testing
import TraceChecker

@Suite("History") struct HistoryTests {
  @Test("Elections are counted: each win, not each candidate, each heartbeat or each crash")
  func elections() {
    var script = Script()
    #expect(script.history.elections.count == 0)
    script.timesOut(2, term: 1)
    script.leader(0, term: 2, voters: [1])
    #expect(script.history.elections.count == 1)
    script.step(.heartbeat, 0)
    script.wins(0)
    #expect(script.history.elections.count == 1)
    script.leader(1, term: 3, voters: [2])
    script.crash(1)
    script.restart(1)
    #expect(script.history.elections.count == 2)
    script.leader(1, term: 4, voters: [2])
    #expect(script.history.elections.count == 3)
  }

  @Test("A leader that keeps leading in another term was elected there too")
  func electionWithoutTimeout() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.step(.receive, 0) { $0.state.term = 2 }
    #expect(script.history.elections.count == 2)
  }

  @Test("The voters of a candidate are those of the term, whatever came after")
  func voters() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [1, 3])
    script.timesOut(4, term: 1)
    script.leader(4, term: 2, voters: [0, 1])
    #expect(script.history.voters(for: 0, in: 1) == [0, 1, 3])
    #expect(script.history.voters(for: 4, in: 1) == [4])
    #expect(script.history.voters(for: 4, in: 2) == [0, 1, 4])
    #expect(script.history.voters(for: 2, in: 1) == [])
  }

  @Test(
    "A majority is more than half",
    arguments: zip(1...9, [1, 2, 2, 3, 3, 4, 4, 5, 5]))
  func majority(_ servers: Int, _ expected: Int) {
    let membership = History(servers: servers).membership
    for count in 0...servers {
      #expect(membership.isMajority(UInt16(1 << count - 1)) == (count >= expected))
      // Servers that do not vote do not count.
      #expect(membership.isMajority(UInt16(1 << count - 1) | 1 << 12) == (count >= expected))
    }
  }

  @Test("A server is up from its start, and not between a crash and a restart")
  func lives() {
    var script = Script(started: false)
    #expect(!script.history.servers[1].isUp)
    script.step(.start, 1)
    #expect(script.history.servers[1].isUp)
    script.crash(1)
    #expect(!script.history.servers[1].isUp)
    script.restart(1)
    #expect(script.history.servers[1].isUp)
  }

  @Test("A committed entry is recorded with who committed it first, when, and in which term")
  func records() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1, 2)
    let first = script.commits(0, 1)
    script.commits(1, 1)
    script.leader(1, term: 3, voters: [2])
    script.creates(1, 8)
    script.replicates(1, to: 2)
    let second = script.commits(1, 2)
    let committed = script.history.committed
    #expect(committed.count == 2)
    #expect((1...2).map { committed[$0].entry.command } == [7, 8])
    #expect((1...2).map { committed[$0].server } == [0, 1])
    #expect((1...2).map { committed[$0].term } == [1, 3])
    #expect((1...2).map { committed[$0].step } == [first, second])
    #expect((0...4).map { committed.count(before: $0) } == [0, 0, 1, 1, 2])
  }

  @Test("Commits before a term are found also where a deposed leader committed after a later one")
  func recordsOutOfOrder() {
    var script = Script(servers: 5, checks: Script.outcomes)
    script.leader(0, term: 1)
    script.creates(0, 7, 8)
    script.replicates(0, to: 1, 2)
    script.leader(1, term: 2, voters: [3, 4])
    script.creates(1, 9)
    script.replicates(1, to: 3, 4)
    script.commits(1, 1)
    script.commits(0, 2)
    script.commits(1, 3)
    script.isAccepted()
    #expect((1...3).map { script.history.committed[$0].term } == [2, 1, 2])
    #expect(script.history.committed.count(before: 2) == 2)
  }

  @Test("Logs agree exactly as far as their prefix hashes do")
  func prefixHashes() {
    var script = Script()
    script.appends(0, kept: 0, [(1, 1), (1, 2), (2, 3)], term: 2)
    script.appends(1, kept: 0, [(1, 1), (1, 2), (3, 3)], term: 3)
    script.appends(2, kept: 0, [(1, 2), (1, 1), (2, 3)], term: 2)
    let logs = script.history.servers.map(\.log)
    #expect((0...3).map { logs[0].prefixHash($0) == logs[1].prefixHash($0) } == [true, true, true, false])
    #expect((0...3).map { logs[0].prefixHash($0) == logs[2].prefixHash($0) } == [true, false, false, false])
    #expect(logs[0].entry(at: 3) == TraceEntry(term: 2, command: 3))
    #expect(logs[0].entry(at: 0) == nil && logs[0].entry(at: 4) == nil)
  }
}

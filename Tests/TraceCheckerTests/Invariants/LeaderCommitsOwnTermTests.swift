import Testing
import TraceChecker

@Suite("Leader Commits Own Term") struct LeaderCommitsOwnTermTests {
  /// s0, which has an entry of term 1 on a majority, leads in term 2.
  private static func oldEntry() -> Script {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.leader(0, term: 2, voters: [1])
    return script
  }

  @Test("A leader that commits an entry of an earlier term by itself breaks it, and the evidence has the entry")
  func oldTerm() {
    var script = Self.oldEntry()
    let step = script.commits(0, 1)
    script.breaks(
      "LeaderCommitsOwnTerm", at: step, servers: [0],
      saying: "s0, leader of term 2, must not raise its commit index from 0 to 1: that entry is command 7 of term 1")
  }

  @Test("Earlier entries that go along with one of its own term are right")
  func goesAlong() {
    var script = Self.oldEntry()
    script.creates(0, 8)
    script.replicates(0, to: 1)
    script.commits(0, 2)
    script.isAccepted()
  }

  @Test("A follower commits entries of any term, and keeps its commit index when it is elected")
  func follower() {
    var script = Self.oldEntry()
    script.creates(0, 8)
    script.replicates(0, to: 1, 2)
    script.commits(0, 2)
    script.commits(1, 1)
    script.leader(1, term: 3, voters: [2])
    script.isAccepted()
  }

  @Test("A leader that started with what it had committed as a follower is right")
  func recordedState() {
    var script = Script(started: false)
    for server in 0..<3 {
      script.step(.start, server, kept: 0, [(1, 7)]) { event in
        event.state.term = 2
        event.state.role = server == 0 ? .leader : .follower
        event.state.commit = 1
      }
    }
    script.isAccepted()
  }

  @Test("A leader that commits before its own disk has the entry is no case of it")
  func ownDisk() {
    var script = Script(checks: [LeaderCommitsOwnTerm()])
    script.leader(0, term: 1)
    script.commits(0, 1)
    script.isAccepted()
  }
}

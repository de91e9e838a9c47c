import Testing
import TraceChecker

@Suite("Committed Entries Stable") struct CommittedEntriesStableTests {
  /// All three servers have commands 7 and 8; s0, the leader, and s1 know that they are committed.
  private static func twoCommitted() -> Script {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1, 2)
    script.commits(0, 2)
    script.commits(1, 2)
    return script
  }

  @Test("A follower that overwrites what it committed breaks it, and the evidence has the old entry and the new one")
  func overwrites() {
    var script = Self.twoCommitted()
    let step = script.appends(1, kept: 1, [(2, 9)], term: 2)
    script.breaks(
      "CommittedEntriesStable", at: step, servers: [1],
      saying: "s1 must not replace command 8 of term 1 at index 2 with command 9 of term 2",
      "had committed up to index 2")
  }

  @Test("A follower that removes what it committed breaks it")
  func removes() {
    var script = Self.twoCommitted()
    let step = script.appends(1, kept: 0, [])
    script.breaks(
      "CommittedEntriesStable", at: step, servers: [1], others: ["CommitIndexWithinLog"],
      saying: "s1 must not remove command 7 of term 1 at index 1")
  }

  @Test("What a server committed before a restart it may not change after it")
  func acrossRestart() {
    var script = Self.twoCommitted()
    script.crash(1)
    script.restart(1)
    script.isAccepted()
    let step = script.appends(1, kept: 1, [(2, 9)], term: 2)
    script.breaks(
      "CommittedEntriesStable", at: step, servers: [1],
      saying: "s1 must not replace command 8 of term 1 at index 2", "had committed up to index 2")
  }

  @Test("Entries after the commit index may be overwritten, in several steps and with a commit in the last one")
  func uncommittedTail() {
    var script = Self.twoCommitted()
    script.creates(0, 9, 10, 11)
    script.replicates(0, to: 1)
    script.leader(2, term: 2, voters: [1])
    script.creates(2, 0)
    script.appends(1, kept: 4, [], term: 2)
    script.appends(1, kept: 3, [])
    script.appends(1, kept: 2, [(2, 0)], commit: 3)
    script.isAccepted()
  }

  @Test("Committed entries written over themselves are no change")
  func overThemselves() {
    var script = Self.twoCommitted()
    script.appends(1, kept: 0, [(1, 7), (1, 8)])
    script.appends(1, kept: 1, [(1, 8)])
    script.step(.restart, 1, kept: 0, [(1, 7), (1, 8)])
    script.isAccepted()
  }

  @Test("A server that never knew of the commit is no case of it")
  func unknownCommit() {
    var script = Self.twoCommitted()
    script.appends(2, kept: 1, [])
    script.isAccepted()
  }
}

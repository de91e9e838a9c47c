import Testing
import TraceChecker

/// A leader of term 1, s0, with three entries that s1 has too, and that s0 has committed.
private func committedHistory(checks: [any Check] = Checker.stepChecks) -> Script {
  var script = Script(checks: checks)
  script.leader(0, term: 1)
  script.creates(0, 7, 8, 9)
  script.replicates(0, to: 1)
  script.commits(0, 3)
  return script
}

@Suite("Commit Index Monotone") struct CommitIndexMonotoneTests {
  @Test("A commit index that falls breaks it, and the evidence says from where to where")
  func falls() {
    var script = committedHistory()
    let step = script.commits(0, 1)
    script.breaks(
      "CommitIndexMonotone", at: step, servers: [0], saying: "the commit index of s0 must not fall from 3 to 1")
  }

  @Test("A commit index that falls after a restart, once the server is up, breaks it")
  func fallsAfterRestart() {
    var script = committedHistory()
    script.restart(0) { $0.commit = 2 }
    script.isAccepted()
    let step = script.commits(0, 1)
    script.breaks("CommitIndexMonotone", at: step, servers: [0], saying: "from 2 to 1")
  }

  @Test("A restart forgets the commit index")
  func restart() {
    var script = committedHistory()
    script.crash(0)
    script.restart(0)
    script.commits(0, 3)
    script.isAccepted()
  }

  @Test("A crash may record already that the commit index is forgotten")
  func crash() {
    var script = committedHistory()
    script.step(.crash, 0) { event in
      event.state.commit = 0
      event.state.role = .follower
    }
    script.restart(0)
    script.isAccepted()
  }

  @Test("A commit index that jumps, or that a second message repeats, is right")
  func jumps() {
    var script = committedHistory()
    script.commits(1, 1)
    script.commits(1, 3)
    script.commits(1, 3)
    script.isAccepted()
  }

  @Test("A follower whose commit index is assigned, as in Ongaro's specification, is right if it is not asked for")
  func assigned() {
    let others = Checker.stepChecks.filter { type(of: $0).name != "CommitIndexMonotone" }
    var script = committedHistory(checks: others)
    script.commits(1, 3)
    script.commits(1, 1)
    script.commits(1, 2)
    script.commits(1, 3)
    script.isAccepted()
  }
}

@Suite("Commit Index Within Log") struct CommitIndexWithinLogTests {
  @Test("A commit index beyond the end of the log breaks it, and the evidence has both")
  func beyond() {
    var script = committedHistory()
    let step = script.commits(1, 4)
    script.breaks(
      "CommitIndexWithinLog", at: step, servers: [1], saying: "s1 must not commit up to index 4", "its log ends at 3")
  }

  @Test("A commit index on an empty log breaks it")
  func emptyLog() {
    var script = committedHistory()
    let step = script.commits(2, 3)
    script.breaks("CommitIndexWithinLog", at: step, servers: [2], saying: "its log ends at 0")
  }

  @Test("A log that shrinks below the commit index breaks it")
  func shrinks() {
    var script = committedHistory()
    script.replicates(0, to: 2, commit: 3)
    let step = script.appends(2, kept: 2, [])
    script.breaks(
      "CommitIndexWithinLog", at: step, servers: [2], others: ["CommittedEntriesStable"],
      saying: "s2 must not commit up to index 3", "its log ends at 2")
  }

  @Test("A restart that keeps a commit index beyond the end of the log breaks it")
  func restart() {
    var script = committedHistory()
    script.replicates(0, to: 2, commit: 3)
    script.crash(2)
    let step = script.restart(2, kept: 1) { $0.commit = 3 }
    script.breaks(
      "CommitIndexWithinLog", at: step, servers: [2], others: ["CommittedEntriesStable", "DurableStateSurvives"],
      saying: "its log ends at 1")
  }

  @Test("A commit index at the end of the log is right, also of a log that grows in the same step")
  func atTheEnd() {
    var script = committedHistory()
    script.appends(2, kept: 0, [(1, 7)], term: 1, commit: 1)
    script.appends(2, kept: 1, [(1, 8), (1, 9)], commit: 3)
    script.isAccepted()
  }
}

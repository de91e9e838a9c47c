import Testing
import TraceChecker

@Suite("Up-to-date Log Holds Committed") struct UpToDateLogHoldsCommittedTests {
  @Test("A leader without what is committed breaks it when its log overtakes, and the evidence has both logs")
  func overtakes() {
    var script = Script(checks: [UpToDateLogHoldsCommitted()])
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.commits(0, 1)
    script.leader(2, term: 2, voters: [1])
    script.isAccepted()
    let step = script.creates(2, 8)
    script.breaks(
      "UpToDateLogHoldsCommitted", at: step, servers: [2, 0],
      saying: "the log of s2 must have command 7 of term 1 at index 1, which s0 committed, and has command 8 of term 2",
      "it ends at index 1 (term 2)")
  }

  @Test("It is seen at the commit too, and the evidence names the first index that differs")
  func commit() {
    var script = Script(checks: [UpToDateLogHoldsCommitted()])
    script.leader(2, term: 1, voters: [0])
    script.creates(2, 6)
    script.leader(0, term: 2, voters: [1])
    script.appends(0, kept: 0, [(1, 5), (2, 7), (2, 8)])
    script.appends(2, kept: 1, [(3, 9)], term: 3)
    script.step(.receive, 0) { $0.state.role = .leader }
    script.isAccepted()
    let step = script.commits(0, 3)
    script.breaks(
      "UpToDateLogHoldsCommitted", at: step, servers: [2, 0],
      saying: "the log of s2 must have command 5 of term 1 at index 1, which s0 committed, and has command 6 of term 1",
      "it ends at index 2 (term 3)")
  }

  @Test("A log that is cut back to a weaker one is compared with the others anew")
  func cut() {
    var script = Script(checks: [UpToDateLogHoldsCommitted()])
    script.leader(0, term: 2, voters: [1])
    script.creates(0, 7, 8)
    script.appends(2, kept: 0, [(2, 9)], term: 2)
    script.commits(0, 1)
    script.isAccepted()
    let step = script.appends(0, kept: 1, [])
    script.breaks(
      "UpToDateLogHoldsCommitted", at: step, servers: [2, 0],
      saying: "at index 1, which s0 committed, and has command 9 of term 2")
  }

  @Test("A log that is less up-to-date may lack it: shorter in the term, or longer and of an earlier one")
  func lessUpToDate() {
    var script = Script(servers: 5)
    script.leader(3, term: 1, voters: [0, 4])
    script.creates(3, 1, 2, 3)
    script.leader(0, term: 2, voters: [1, 4])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1, 4)
    script.appends(2, kept: 0, [(2, 7)], term: 2)
    script.commits(0, 2)
    script.isAccepted()
    #expect(script.history.servers[3].log.count == 3)
  }

  /// Figure 8: what s0 brings to the others as the leader of term 4 was created in term 2, and s4 has an entry of term 3.
  @Test("A follower that commits old entries, before it has those of the leader's term, owes nothing to a later log")
  func firstBatch() {
    var script = Script(servers: 5)
    script.leader(0, term: 2, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.leader(4, term: 3, voters: [2, 3])
    script.creates(4, 8)
    script.leader(0, term: 4, voters: [1, 2])
    script.creates(0, 9)
    script.replicates(0, to: 1, 2)
    script.commits(0, 2)
    script.appends(3, kept: 0, [(2, 7)], term: 4, commit: 1)
    script.isAccepted()
    let logs = script.history.servers.map(\.log)
    #expect(logs[4].isUpToDate(with: logs[3]))
    script.appends(3, kept: 1, [(4, 9)], commit: 2)
    script.isAccepted()
  }

  @Test("A leader of an earlier term, elected by a late vote, is no case of it")
  func lateVote() {
    var script = Script(servers: 5)
    script.timesOut(0, term: 1)
    script.votes(1, for: 0, term: 1)
    script.votes(2, for: 0, term: 1)
    script.leader(4, term: 2, voters: [2, 3])
    script.creates(4, 7)
    script.replicates(4, to: 2, 3)
    script.commits(4, 1)
    script.wins(0)
    script.creates(0, 8, 9)
    script.replicates(0, to: 1)
    script.isAccepted()
  }
}

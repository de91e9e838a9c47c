import Testing
import TraceChecker

@Suite("Durable State Survives") struct DurableStateSurvivesTests {
  /// s1, in term 3, has voted for s2, has three entries, and has crashed.
  private static func crashed() -> Script {
    var script = Script(checks: Script.outcomes)
    script.appends(1, kept: 0, [(1, 7), (1, 8), (2, 9)], term: 2)
    script.votes(1, for: 2, term: 3)
    script.crash(1)
    return script
  }

  @Test("A lost term breaks it")
  func term() {
    var script = Self.crashed()
    let step = script.restart(1) { $0.term = 2 }
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1], others: ["TermsMonotone"],
      saying: "s1 must not restart with term 2: its term was 3")
  }

  @Test("A lost vote breaks it")
  func lostVote() {
    var script = Self.crashed()
    let step = script.restart(1) { $0.vote = TraceEvent.none }
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1],
      saying: "s1 must not restart with no vote in term 3: it had voted for s2")
  }

  @Test("A changed vote breaks it")
  func changedVote() {
    var script = Self.crashed()
    let step = script.restart(1) { $0.vote = 0 }
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1], others: ["VoteOnce"],
      saying: "a vote for s0 in term 3: it had voted for s2")
  }

  @Test("Lost entries break it; the first of them is reported")
  func lostEntries() {
    var script = Self.crashed()
    let step = script.restart(1, kept: 1)
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1],
      saying: "no entry at index 2: it had command 8 of term 1")
  }

  @Test("A changed entry breaks it; both are reported")
  func changedEntry() {
    var script = Self.crashed()
    let step = script.restart(1, kept: 1, [(2, 10)])
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1],
      saying: "command 10 of term 2 at index 2: it had command 8 of term 1")
  }

  @Test("A restarted leader with something else in the place of its own entry breaks it")
  func replacedEntry() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 2)
    script.creates(0, 7)
    let step = script.restart(0, kept: 0, [(1, 8)])
    script.breaks(
      "DurableStateSurvives", at: step, servers: [0], saying: "command 8 of term 1 at index 1: it had command 7")
  }

  @Test("A tail that was cut off and is back breaks it")
  func tailIsBack() {
    var script = Script(checks: Script.outcomes)
    script.appends(1, kept: 0, [(1, 7), (1, 8)], term: 1)
    script.appends(1, kept: 1, [])
    script.crash(1)
    let step = script.restart(1, kept: 1, [(1, 8)])
    script.breaks(
      "DurableStateSurvives", at: step, servers: [1], saying: "a log that ends at index 2: its log ended at index 1")
  }

  @Test("It is seen in a restart without a crash before it, and after restarts that were right")
  func crashAndRestartInOne() {
    var script = Self.crashed()
    script.restart(1)
    script.restart(1)
    script.isAccepted()
    let step = script.restart(1, kept: 2)
    script.breaks("DurableStateSurvives", at: step, servers: [1], saying: "no entry at index 3")
  }

  @Test("A restart that keeps term, vote and log is right, and so is one that records the whole log again")
  func keepsAll() {
    var script = Self.crashed()
    script.restart(1)
    script.crash(1)
    script.restart(1, kept: 0, [(1, 7), (1, 8), (2, 9)])
    script.restart(1, kept: 3)
    script.isAccepted()
  }

  @Test("A leader that forgets its role and its commit index is right")
  func leader() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.commits(0, 1)
    script.crash(0)
    script.restart(0)
    script.isAccepted()
  }

  @Test("A crash between writing the term and writing the vote, of a step that was never over, is right")
  func betweenTermAndVote() {
    var script = Script(checks: Script.outcomes)
    script.votes(1, for: 2, term: 3)
    script.crash(1)
    script.restart(1) { state in
      state.term = 4
      state.vote = TraceEvent.none
    }
    script.votes(1, for: 0, term: 4)
    script.isAccepted()
  }

  @Test("A leader that wrote its entry beside its followers, committed it with theirs and lost its own is right")
  func leadersParallelWrite() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1, 2)
    script.commits(0, 1)
    script.crash(0)
    script.restart(0, kept: 0)
    script.leader(1, term: 2, voters: [0])
    script.replicates(1, to: 0)
    script.isAccepted()
  }

  @Test("A leader that counted its own lost entry breaks the majority")
  func leaderCountsUnsynced() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    script.crash(0)
    let step = script.restart(0, kept: 0)
    script.breaks(
      "CommittedOnMajority", at: step, servers: [0], saying: "(step \(commit))", "only those of s1 have it")
  }

  @Test("A leader that lost an entry of an earlier term, or a follower that lost one of its own, breaks it")
  func lostAcknowledged() {
    var leader = Script(checks: Script.outcomes)
    leader.appends(0, kept: 0, [(1, 7)], term: 1)
    leader.leader(0, term: 2)
    leader.creates(0, 8)
    let first = leader.restart(0, kept: 0)
    leader.breaks("DurableStateSurvives", at: first, servers: [0], saying: "it had command 7 of term 1")

    var follower = Script(checks: Script.outcomes)
    follower.leader(0, term: 1)
    follower.creates(0, 7)
    follower.replicates(0, to: 1, 2)
    let second = follower.restart(1, kept: 0)
    follower.breaks("DurableStateSurvives", at: second, servers: [1], saying: "it had command 7 of term 1")
  }
}

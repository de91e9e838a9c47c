import Testing
import TraceChecker

@Suite("Leader Completeness") struct LeaderCompletenessTests {
  @Test("A leader without an entry committed in an earlier term breaks it, and the evidence says what it lacks")
  func lacksEntry() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    let win = script.leader(2, term: 2, voters: [1])
    script.breaks(
      "LeaderCompleteness", at: win, servers: [2, 0, 1], others: ["VotersNotNewer"],
      saying: "s2 must not lead term 2, with the votes of s1, s2: it has no entry at index 1",
      "s0 committed command 7 of term 1 in term 1 (step \(commit))")
  }

  @Test("A leader with another entry there breaks it, and the evidence has both")
  func otherEntry() {
    var script = Script()
    script.leader(2, term: 1, voters: [0])
    script.creates(2, 6)
    script.leader(0, term: 2, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 2)
    let win = script.leader(2, term: 3, voters: [1])
    script.breaks(
      "LeaderCompleteness", at: win, servers: [2, 0, 1], others: ["VotersNotNewer"],
      saying: "s2 must not lead term 3, with the votes of s1, s2: it has command 6 of term 1 at index 1",
      "s0 committed command 7 of term 2 in term 2 (step \(commit))")
  }

  @Test("A commit in a term while the leader of a later one lacks the entry breaks it, at the commit")
  func laterCommit() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.leader(2, term: 2, voters: [1])
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    script.breaks(
      "LeaderCompleteness", at: commit, servers: [2, 0, 1], others: ["TermsMonotone"],
      saying: "s2 must not lead term 2, with the votes of s1, s2: it has no entry at index 1",
      "in term 1 (step \(commit))")
  }

  @Test("Figure 8: an old entry committed by counting, and a leader of a later term without it")
  func figure8() {
    var script = Script(servers: 5, checks: Script.outcomes)
    script.leader(0, term: 2, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.leader(4, term: 3, voters: [2, 3])
    script.creates(4, 8)
    script.leader(0, term: 4, voters: [1, 2])
    script.replicates(0, to: 2)
    let commit = script.commits(0, 1)
    script.isAccepted()
    let win = script.leader(4, term: 5, voters: [2, 3])
    script.breaks(
      "LeaderCompleteness", at: win, servers: [4, 0, 2, 3],
      saying: "s4 must not lead term 5, with the votes of s2, s3, s4: it has command 8 of term 3 at index 1",
      "s0 committed command 7 of term 2 in term 4 (step \(commit))")
  }

  @Test("Figure 8 is right if the old entry is overwritten before it is committed")
  func figure8Overwritten() {
    var script = Script(servers: 5)
    script.leader(0, term: 2, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.leader(4, term: 3, voters: [2, 3])
    script.creates(4, 8)
    script.leader(0, term: 4, voters: [1, 2])
    script.replicates(0, to: 2)
    script.leader(4, term: 5, voters: [2, 3])
    script.replicates(4, to: 0, 1, 2, 3)
    script.creates(4, 9)
    script.replicates(4, to: 0, 1)
    script.commits(4, 2)
    script.isAccepted()
  }

  @Test("Figure 8 is right if the old entry is committed with one of the new term: who lacks it cannot win")
  func figure8Committed() {
    var script = Script(servers: 5)
    script.leader(0, term: 2, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.leader(4, term: 3, voters: [2, 3])
    script.creates(4, 8)
    script.leader(0, term: 4, voters: [1, 2])
    script.creates(0, 0)
    script.replicates(0, to: 1, 2)
    script.commits(0, 2)
    script.timesOut(4, term: 5)
    script.follows(1, term: 5)
    script.leader(2, term: 6, voters: [1, 3])
    script.isAccepted()
  }

  @Test("A delayed vote that elects a leader of term 1 after term 2 has committed is right")
  func delayedVote() {
    var script = Script(servers: 5)
    script.timesOut(0, term: 1)
    script.votes(1, for: 0, term: 1)
    script.votes(2, for: 0, term: 1)
    script.leader(4, term: 2, voters: [2, 3])
    script.creates(4, 7)
    script.replicates(4, to: 2, 3, commit: 0)
    script.commits(4, 1)
    script.wins(0)
    script.creates(0, 8)
    script.isAccepted()
  }

  @Test("A leader of term 2 may lack what term 3 has committed, and needs what term 1 has")
  func betweenTerms() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1, 2)
    script.commits(0, 1)
    script.timesOut(1, term: 2)
    script.votes(0, for: 1, term: 2)
    script.votes(3, for: 1, term: 2)
    script.leader(2, term: 3, voters: [0, 4])
    script.creates(2, 8)
    script.replicates(2, to: 0, 4)
    script.commits(2, 2)
    script.wins(1)
    script.isAccepted()
  }

  @Test("A deposed leader that commits late by counting answers, when the later leader has the entries, is right")
  func lateCommit() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1, 2)
    script.leader(2, term: 2, voters: [1])
    script.creates(2, 9)
    script.commits(0, 2)
    script.replicates(2, to: 1)
    script.commits(2, 3)
    script.isAccepted()
  }
}

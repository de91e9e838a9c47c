import Testing
import TraceChecker

@Suite("Election Safety") struct ElectionSafetyTests {
  @Test("Two servers that win the same term break it, and the evidence names both with their voters")
  func twoLeaders() {
    var script = Script()
    let first = script.leader(0, term: 1, voters: [1])
    script.timesOut(2, term: 1)
    let second = script.wins(2)
    script.breaks(
      "ElectionSafety", at: second, servers: [0, 2],
      saying: "term 1 must not have two leaders", "s0 (step \(first)) with the votes of s0, s1,",
      "with the votes of s2")
  }

  @Test("Two leaders whose voters overlap: the double vote is reported too, at its own step")
  func doubleVote() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.timesOut(2, term: 1)
    let vote = script.votes(1, for: 2, term: 1)
    let win = script.wins(2)
    script.breaks(
      "ElectionSafety", at: win, servers: [0, 2], others: ["VoteOnce"], saying: "s0, s1", "the votes of s2")
    script.breaks("VoteOnce", at: vote, servers: [1, 0, 2], others: ["ElectionSafety"])
  }

  @Test("A leader that adopts the term of another leader and keeps leading breaks it")
  func keepsLeading() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    let first = script.leader(2, term: 2, voters: [1])
    let step = script.step(.receive, 0) { event in
      event.message.kind = .appendReply
      event.state.term = 2
      event.state.vote = TraceEvent.none
    }
    script.breaks(
      "ElectionSafety", at: step, servers: [2, 0], others: ["PermittedRoleChanges"],
      saying: "term 2", "s2 (step \(first)) with the votes of s1, s2", "with the votes of no server")
  }

  @Test("A leader that has crashed was a leader of its term all the same")
  func crashedLeader() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.crash(0)
    script.timesOut(2, term: 1)
    let win = script.wins(2)
    script.breaks("ElectionSafety", at: win, servers: [0, 2])
  }

  @Test("Two leaders at once in different terms are right")
  func differentTerms() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.leader(2, term: 2, voters: [1])
    script.isAccepted()
    #expect(script.history.servers.map(\.state.role) == [.leader, .follower, .leader])
  }

  @Test("A second candidate of a term that does not win is right")
  func splitVote() {
    var script = Script()
    script.timesOut(2, term: 1)
    script.leader(0, term: 1, voters: [1])
    script.isAccepted()
  }

  @Test("A leader that receives another vote, or steps down and up again in its term, is one leader")
  func sameLeader() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1, voters: [1])
    script.votes(2, for: 0, term: 1)
    script.wins(0)
    script.follows(0, term: 1)
    script.wins(0)
    script.isAccepted()
  }
}

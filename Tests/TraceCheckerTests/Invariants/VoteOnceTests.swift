import Testing
import TraceChecker

@Suite("Vote Once") struct VoteOnceTests {
  @Test("Votes for two candidates in a term break it, and the evidence names voter and candidates")
  func twoCandidates() {
    var script = Script(checks: Script.outcomes)
    script.votes(2, for: 0, term: 3)
    let step = script.votes(2, for: 1, term: 3)
    script.breaks(
      "VoteOnce", at: step, servers: [2, 0, 1],
      saying: "s2 must not vote for s1 in term 3: it voted for s0 in the same term")
  }

  @Test("A crash that loses the vote does not make a second one right")
  func acrossRestart() {
    var script = Script(checks: Script.outcomes)
    script.votes(2, for: 0, term: 1)
    script.crash(2)
    script.restart(2) { $0.vote = TraceEvent.none }
    let step = script.votes(2, for: 1, term: 1)
    script.breaks("VoteOnce", at: step, servers: [2, 0, 1], others: ["DurableStateSurvives"])
  }

  @Test("A candidate that clears its vote and then votes for another breaks it")
  func candidateChangesItsMind() {
    var script = Script(checks: Script.outcomes)
    script.timesOut(0, term: 1)
    script.step(.receive, 0) { $0.state.vote = TraceEvent.none }
    let step = script.votes(0, for: 1, term: 1)
    script.breaks(
      "VoteOnce", at: step, servers: [0, 1],
      saying: "s0 must not vote for s1 in term 1: it voted for s0 in the same term")
  }

  @Test("A vote of a term that was left and entered again is not forgotten")
  func termEnteredAgain() {
    var script = Script(checks: Script.outcomes)
    script.votes(2, for: 0, term: 1)
    script.votes(2, for: 0, term: 2)
    let step = script.votes(2, for: 1, term: 1)
    script.breaks("VoteOnce", at: step, servers: [2, 0, 1], others: ["TermsMonotone"])
  }

  @Test("Granting again to the same candidate is right, also after a restart")
  func sameCandidate() {
    var script = Script(checks: Script.outcomes)
    script.votes(2, for: 0, term: 1)
    script.votes(2, for: 0, term: 1)
    script.crash(2)
    script.restart(2)
    script.votes(2, for: 0, term: 1)
    script.isAccepted()
  }

  @Test("A candidate that clears its vote on an append of its term is right, and may vote for itself again")
  func clearedVote() {
    var script = Script(checks: Script.outcomes)
    script.timesOut(0, term: 1)
    script.step(.receive, 0) { $0.state.vote = TraceEvent.none }
    script.isAccepted()
    script.votes(0, for: 0, term: 1)
    script.isAccepted()
  }

  @Test("A vote for another candidate in the next term is right, and so are different votes of different servers")
  func nextTerm() {
    var script = Script(checks: Script.outcomes)
    script.votes(2, for: 0, term: 1)
    script.votes(1, for: 2, term: 1)
    script.votes(2, for: 1, term: 2)
    script.isAccepted()
  }

  /// Server 1 is a candidate of term 2, server 0 records a vote for `vote`, and a granted answer of it reaches
  /// `candidate`.
  private static func grant(vote: Int, candidate: Int, granted: Bool = true) -> (Script, step: Int) {
    var script = Script(checks: [VoteOnce()])
    script.timesOut(1, term: 2)
    script.step(.receive, 0) { event in
      event.message.kind = .voteRequest
      (event.state.term, event.state.vote) = (2, vote)
    }
    let step = script.step(.receive, candidate) { event in
      event.message.kind = .voteReply
      (event.message.from, event.message.to, event.message.term) = (0, candidate, 2)
      event.message.granted = granted
    }
    return (script, step)
  }

  @Test(
    "A granted answer of a server that recorded its vote for another breaks it, where a trace lacks what is sent"
  )
  func grantDespiteVote() {
    let (script, step) = Self.grant(vote: 2, candidate: 1)
    script.breaks(
      "VoteOnce", at: step, servers: [0, 2, 1],
      saying: "s0 must not grant s1 its vote in term 2: it voted for s2 in the same term")
    Self.grant(vote: 1, candidate: 1).0.isAccepted()
    Self.grant(vote: 2, candidate: 1, granted: false).0.isAccepted()
  }
}

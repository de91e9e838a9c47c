import Testing
import TraceChecker

@Suite("Voters Not Newer") struct VotersNotNewerTests {
  /// s1 has an entry of term 1 and one of term 2 more than s2.
  private static func twoLogs() -> Script {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.leader(0, term: 2, voters: [1])
    script.creates(0, 8)
    script.replicates(0, to: 1)
    script.appends(2, kept: 0, [(1, 7)], term: 2)
    return script
  }

  @Test("A vote for a log of an earlier last term breaks it, and the evidence has both logs")
  func earlierTerm() {
    var script = Self.twoLogs()
    script.timesOut(2, term: 3)
    let step = script.votes(1, for: 2, term: 3)
    script.breaks(
      "VotersNotNewer", at: step, servers: [1, 2],
      saying:
        "s1 must not vote for s2 in term 3: its own log ends at index 2 (term 2), the log of s2 at index 1 (term 1)")
  }

  @Test("A vote for a shorter log of the same last term, or for an empty one, breaks it")
  func shorter() {
    for kept in 0...1 {
      var script = Script(checks: [VotersNotNewer()])
      script.appends(1, kept: 0, [(1, 7), (1, 8)], term: 1)
      script.appends(2, kept: 0, [(1, 7), (1, 8)], term: 1)
      script.appends(2, kept: kept, [])
      script.timesOut(2, term: 2)
      let step = script.votes(1, for: 2, term: 2)
      script.breaks(
        "VotersNotNewer", at: step, servers: [1, 2], saying: kept == 0 ? "index 0 (empty)" : "s2 at index 1 (term 1)")
    }
  }

  @Test("A vote for a log of equal end, or one of a later last term however short, is right")
  func upToDate() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8, 9)
    script.leader(2, term: 2, voters: [1])
    script.creates(2, 10)
    script.leader(2, term: 3, voters: [0])
    script.replicates(2, to: 1)
    script.leader(1, term: 4, voters: [2])
    script.isAccepted()
  }

  @Test("A vote that comes when its candidate has gone on, or follows, is not judged")
  func candidateGone() {
    var script = Self.twoLogs()
    script.timesOut(2, term: 3)
    script.timesOut(2, term: 4)
    script.votes(1, for: 2, term: 3)
    script.follows(2, term: 5)
    script.votes(1, for: 2, term: 5)
    script.isAccepted()
  }

  @Test("A vote for itself, and one that is noted for the leader that a server follows, are right")
  func otherOccasions() {
    var script = Self.twoLogs()
    script.leader(2, term: 3, voters: [])
    script.step(.receive, 1) { event in
      event.message.kind = .appendRequest
      event.state.term = 3
      event.state.vote = 2
    }
    script.isAccepted()
  }

  @Test("A vote that a restart has kept, or that is part of a recorded state, is right")
  func kept() {
    var script = Self.twoLogs()
    script.timesOut(2, term: 3)
    script.crash(1)
    script.restart(1) { state in
      state.term = 3
      state.vote = 2
    }
    script.isAccepted()
  }
}

import Testing
import TraceChecker

@Suite("Entry Terms Elected") struct EntryTermsElectedTests {
  @Test("An entry of a term with candidates and no winner breaks it, and the evidence has it")
  func candidateOnly() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.timesOut(2, term: 2)
    script.follows(1, term: 2)
    let step = script.appends(1, kept: 0, [(2, 7)])
    script.breaks(
      "EntryTermsElected", at: step, servers: [1],
      saying: "s1, follower of term 2, must not have command 7 of term 2 at index 1", "no leader was elected in term 2"
    )
  }

  @Test("It is seen in any entry of an append, and in a term before those that were elected")
  func anyEntry() {
    var script = Script()
    script.leader(0, term: 3, voters: [1])
    let step = script.appends(1, kept: 0, [(2, 7), (3, 8)])
    script.breaks("EntryTermsElected", at: step, servers: [1], saying: "command 7 of term 2 at index 1")
  }

  @Test("An entry of term 0, before the first election, breaks it")
  func termZero() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    let step = script.appends(1, kept: 0, [(0, 7)])
    script.breaks("EntryTermsElected", at: step, servers: [1], saying: "no leader was elected in term 0")
  }

  @Test("Entries of leaders are right, long after they were deposed, and in the step that elects")
  func elected() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.timesOut(2, term: 2)
    script.votes(1, for: 2, term: 2)
    script.step(.receive, 2, kept: 0, [(2, 0)]) { event in
      event.message.kind = .voteReply
      event.state.role = .leader
    }
    script.creates(0, 8)
    script.leader(0, term: 3, voters: [1])
    script.creates(0, 0)
    script.replicates(0, to: 1, 2)
    script.isAccepted()
  }

  @Test("Terms up to the highest in the pasts of servers, in a state or in an entry, count as elected")
  func recordedState() {
    var script = Script(started: false)
    script.step(.start, 0, kept: 0, [(1, 0), (4, 9)]) { $0.state.term = 6 }
    script.step(.start, 1, kept: 0, [(1, 0), (3, 9)]) { $0.state.term = 3 }
    script.step(.start, 2)
    script.appends(1, kept: 1, [(4, 9), (6, 10)], term: 6)
    script.appends(2, kept: 0, [(1, 0), (2, 8), (5, 9)], term: 6)
    script.isAccepted()
    let step = script.appends(2, kept: 3, [(7, 11)], term: 7)
    script.breaks("EntryTermsElected", at: step, servers: [2], saying: "no leader was elected in term 7")
  }
}

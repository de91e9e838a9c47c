import Testing
import TraceChecker

@Suite("Committed On Majority") struct CommittedOnMajorityTests {
  @Test("A commit that only its leader has breaks it, and the evidence has the entry and who has it")
  func alone() {
    var script = Script()
    script.leader(0, term: 1)
    script.creates(0, 7)
    let step = script.commits(0, 1)
    script.breaks(
      "CommittedOnMajority", at: step, servers: [0], others: ["QuorumHoldsCommitted"],
      saying: "command 7 of term 1 at index 1, committed by s0 in term 1 (step \(step)), must be on a majority",
      "of 3 logs only those of s0 have it")
  }

  @Test("Half of an even cluster is no majority", arguments: [2, 4, 6, 8])
  func half(_ servers: Int) {
    var script = Script(servers: servers)
    script.leader(0, term: 1)
    script.creates(0, 7)
    for follower in 1..<servers / 2 { script.replicates(0, to: follower) }
    let step = script.commits(0, 1)
    script.breaks("CommittedOnMajority", at: step, servers: [0], saying: "of \(servers) logs only those of s0")
  }

  @Test("An exact majority is enough", arguments: 1...9)
  func exactMajority(_ servers: Int) {
    var script = Script(servers: servers)
    script.leader(0, term: 1)
    script.creates(0, 7)
    for follower in 1..<max(servers / 2 + 1, 1) { script.replicates(0, to: follower) }
    script.commits(0, 1)
    script.isAccepted()
  }

  @Test("A follower that loses the entry, so that too few have it, breaks it; both servers are reported")
  func lost() {
    var script = Script()
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1)
    let commit = script.commits(0, 1)
    let step = script.appends(1, kept: 0, [])
    script.breaks(
      "CommittedOnMajority", at: step, servers: [0, 1], others: ["QuorumHoldsCommitted"],
      saying: "committed by s0 in term 1 (step \(commit))", "only those of s0 have it")
  }

  @Test("A log that has the entry, but not all before it, does not count")
  func differentPrefix() {
    var script = Script()
    script.leader(0, term: 1, voters: [2])
    script.creates(0, 7)
    script.leader(0, term: 2, voters: [2])
    script.creates(0, 8)
    script.appends(1, kept: 0, [(1, 6), (2, 8)], term: 2)
    let step = script.commits(0, 2)
    script.breaks(
      "CommittedOnMajority", at: step, servers: [0],
      others: ["LogMatching", "QuorumHoldsCommitted", "UpToDateLogHoldsCommitted"],
      saying: "command 8 of term 2 at index 2", "only those of s0 have it with all before it")
  }

  @Test("The logs of crashed servers count")
  func crashedServers() {
    var script = Script(servers: 5)
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1, 2)
    script.crash(1)
    script.crash(2)
    script.commits(0, 1)
    script.crash(0)
    script.restart(1)
    script.isAccepted()
  }

  @Test("A leader that commits an entry which its own disk has not, and a majority of the others has, is right")
  func leadersDisk() {
    var script = Script(checks: [CommittedOnMajority()])
    script.leader(0, term: 1)
    script.appends(1, kept: 0, [(1, 7)], term: 1)
    script.appends(2, kept: 0, [(1, 7)], term: 1)
    script.commits(0, 1)
    script.commits(1, 1)
    script.isAccepted()
    #expect(script.history.committed.count == 1)
  }

  @Test("A server that never heard of the commit may drop the entry for a deposed leader, if a majority keeps it")
  func droppedForDeposedLeader() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [2, 3])
    script.creates(0, 7)
    script.replicates(0, to: 2)
    script.leader(1, term: 2, voters: [3, 4])
    script.creates(1, 8)
    script.leader(0, term: 3, voters: [3, 4])
    script.creates(0, 0)
    script.replicates(0, to: 3, 4)
    script.commits(0, 2)
    script.replicates(1, to: 2)
    script.isAccepted()
    #expect(script.history.servers[2].log.entry(at: 1) == TraceEntry(term: 2, command: 8))
  }

  @Test("A server that starts with a recorded state, commits included, is right: others have not started yet")
  func recordedState() {
    var script = Script(started: false)
    for server in 0..<3 {
      script.step(.start, server, kept: 0, [(1, 0), (4, 9)]) { event in
        event.state.term = 4
        event.state.commit = 2
      }
    }
    script.isAccepted()
    #expect(script.history.committed.count == 2)
  }
}

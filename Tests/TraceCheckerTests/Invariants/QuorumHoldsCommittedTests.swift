import Testing
import TraceChecker

@Suite("Quorum Holds Committed") struct QuorumHoldsCommittedTests {
  @Test("A server that commits what a quorum lacks breaks it, and the evidence says who lacks it")
  func commitsAlone() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.appends(1, kept: 0, [(1, 7)])
    let step = script.commits(0, 2)
    script.breaks(
      "QuorumHoldsCommitted", at: step, servers: [0, 1, 2], others: ["CommittedOnMajority"],
      saying: "command 8 of term 1 at index 2, committed by s0, must be on a majority",
      "the logs of s1, s2, of 3 servers, lack it")
  }

  @Test("A log that has the entry, but not all before it, lacks it")
  func otherPrefix() {
    var script = Script(checks: [QuorumHoldsCommitted()])
    script.appends(0, kept: 0, [(1, 7), (2, 8)], term: 2)
    script.appends(1, kept: 0, [(1, 6), (2, 8)], term: 2)
    script.appends(2, kept: 0, [(1, 7), (2, 8)], term: 2)
    script.commits(2, 2)
    script.isAccepted()
    script.appends(2, kept: 0, [(1, 6), (2, 8)])
    let step = script.commits(0, 1)
    script.breaks("QuorumHoldsCommitted", at: step, servers: [0, 1, 2], saying: "an entry before it")
  }

  @Test("A log that loses what another server has committed breaks it, at the step that loses it")
  func lost() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1, 2)
    script.commits(0, 1)
    let step = script.appends(2, kept: 0, [])
    script.breaks(
      "QuorumHoldsCommitted", at: step, servers: [0, 2, 3, 4], others: ["CommittedOnMajority"],
      saying: "at index 1, committed by s0", "the logs of s2, s3, s4, of 5 servers")
  }

  @Test("A minority may lack it, and half of an even cluster too: each quorum has one of the others", arguments: 1...9)
  func minority(_ servers: Int) {
    var script = Script(servers: servers, checks: [QuorumHoldsCommitted()])
    script.leader(0, term: 1)
    script.creates(0, 7)
    let holders = servers - (servers / 2)
    for follower in 1..<max(holders, 1) { script.replicates(0, to: follower) }
    script.commits(0, 1)
    script.isAccepted()
  }

  @Test("Logs of crashed servers count, a restart forgets the commit index, and what is not committed may go")
  func crashes() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1)
    script.crash(1)
    script.commits(0, 1)
    script.crash(0)
    script.restart(0)
    script.restart(1)
    script.appends(1, kept: 1, [])
    script.isAccepted()
  }

  @Test("A recorded state that others have not started with yet is right")
  func recordedState() {
    var script = Script(started: false)
    for server in 0..<3 {
      script.step(.start, server, kept: 0, [(1, 0)]) { event in
        event.state.term = 4
        event.state.commit = 1
      }
    }
    script.isAccepted()
  }
}

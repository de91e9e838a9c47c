import Testing
import TraceChecker

/// What Raft allows, however odd it looks, with all invariants at once. Those that are close to breaking one invariant
/// are among its tests.
@Suite("Accepted histories") struct AcceptedHistoriesTests {
  @Test("A deposed leader keeps appending, and its followers of the old term take it")
  func deposedLeaderAppends() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [1, 2])
    script.creates(0, 7)
    script.leader(4, term: 2, voters: [2, 3])
    script.creates(4, 8)
    script.creates(0, 9)
    script.replicates(0, to: 1)
    script.replicates(4, to: 2, 3)
    script.commits(4, 1)
    script.creates(0, 10)
    script.replicates(0, to: 1)
    script.isAccepted()
  }

  @Test("An entry of an old term on a majority is overwritten, as it is not committed")
  func oldEntryOnMajority() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.leader(2, term: 2, voters: [1])
    script.creates(2, 8)
    script.timesOut(0, term: 3)
    script.timesOut(0, term: 4)
    script.votes(1, for: 0, term: 4)
    script.wins(0)
    script.creates(0, 7)
    script.leader(2, term: 5, voters: [1])
    script.replicates(2, to: 1)
    script.leader(0, term: 6, voters: [1])
    script.replicates(0, to: 1, 2)
    script.creates(0, 0)
    script.replicates(0, to: 1)
    script.commits(0, 2)
    script.isAccepted()
  }

  @Test("A new leader's commit index is below a follower's, and rises later")
  func newLeaderKnowsLess() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1, 2)
    script.commits(0, 2)
    script.commits(2, 2)
    script.leader(1, term: 2, voters: [2])
    script.creates(1, 0)
    script.replicates(1, to: 2)
    script.commits(1, 3)
    script.isAccepted()
  }

  @Test("Old entries are committed indirectly, by one of the leader's own term, and the commit index jumps")
  func committedIndirectly() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8, 9)
    script.replicates(0, to: 1)
    script.leader(1, term: 2, voters: [2])
    script.creates(1, 10)
    script.replicates(1, to: 2)
    script.commits(1, 4)
    script.commits(2, 4)
    script.isAccepted()
    #expect((1...4).allSatisfy { script.history.committed[$0].term == 2 })
  }

  @Test("A heartbeat commits what it verified, and leaves an uncommitted tail of an old term after it")
  func tailAfterHeartbeat() {
    var script = Script(servers: 5)
    script.leader(0, term: 1, voters: [1, 2])
    script.creates(0, 7)
    script.replicates(0, to: 1, 2, 3)
    script.commits(0, 1)
    script.creates(0, 8, 9)
    script.replicates(0, to: 1)
    script.leader(2, term: 2, voters: [3, 4])
    script.follows(1, term: 2)
    script.commits(1, 1)
    script.creates(2, 10)
    script.replicates(2, to: 3, 4)
    script.commits(2, 2)
    script.commits(1, 1)
    script.isAccepted()
    #expect(script.history.servers[1].log.count == 3)
  }

  @Test("A log is truncated in several steps, from the back")
  func severalSteps() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8, 9)
    script.leader(2, term: 2, voters: [1])
    script.creates(2, 10)
    script.appends(0, kept: 2, [], term: 2)
    script.appends(0, kept: 1, [])
    script.appends(0, kept: 0, [(2, 10)])
    script.commits(2, 1)
    script.commits(0, 1)
    script.isAccepted()
  }

  @Test("An append that rewrites what is there, from a batch that came twice, changes nothing")
  func duplicatedBatch() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7, 8)
    script.replicates(0, to: 1)
    script.commits(0, 2)
    script.appends(1, kept: 0, [(1, 7), (1, 8)], commit: 2)
    script.appends(1, kept: 1, [(1, 8)])
    script.appends(1, kept: 0, [(1, 7), (1, 8)])
    script.isAccepted()
  }

  @Test("A leader commits before its own disk has the entry, as a majority of the others has it")
  func leadersDiskIsSlow() {
    var script = Script(servers: 5)
    script.leader(0, term: 1)
    script.creates(0, 7)
    script.replicates(0, to: 1, 2, 3)
    script.commits(0, 1)
    script.commits(1, 1)
    script.crash(0)
    script.restart(0, kept: 0)
    script.leader(1, term: 2, voters: [2, 3])
    script.replicates(1, to: 0, 4, commit: 1)
    script.isAccepted()
  }

  @Test("A leader steps down within its term, and a server stays a follower of the term")
  func voluntaryStepDown() {
    var script = Script()
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    script.step(.heartbeat, 0) { $0.state.role = .follower }
    script.leader(1, term: 2, voters: [0])
    script.isAccepted()
  }

  @Test("Events of the network and of clients, and those of a server that never ran, are none of its business")
  func otherEvents() {
    var script = Script(started: false)
    script.step(.start, 0)
    for action in Action.allCases where !action.isServerStep {
      script.step(action, TraceEvent.none.advanced(by: 1)) { event in
        event.server = TraceEvent.none
        event.state = ServerState()
      }
    }
    script.isAccepted()
    #expect(script.history.servers.map(\.isUp) == [true, false, false])
  }

  @Test("A cluster of one elects itself and commits alone")
  func alone() {
    var script = Script(servers: 1)
    script.step(.timeout, 0, kept: 0, [(1, 0)]) { event in
      event.state.term = 1
      event.state.vote = 0
      event.state.role = .leader
      event.state.commit = 1
    }
    script.crash(0)
    script.restart(0)
    script.step(.timeout, 0, kept: 1, [(2, 0)]) { event in
      event.state.term = 2
      event.state.role = .leader
      event.state.commit = 2
    }
    script.isAccepted()
  }
}

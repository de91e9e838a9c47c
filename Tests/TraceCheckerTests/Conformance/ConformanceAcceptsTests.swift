import Testing
import TraceChecker

@Suite("Conformance accepts what Raft allows, of whatever implementation") struct ConformanceAcceptsTests {
  @Test("an election, replication and commit")
  func replication() {
    var script = ConformanceScript()
    script.replicatesFirst()
    script.receive(.accepted(1, 0, 1, 1), sends: [.append(0, 1, 1, after: (1, 1), commit: 1)]) {
      $0.state.commit = 1
      $0.indexes(match: [0, 1, 0], next: [1, 2, 1])
    }
    script.receive(.append(0, 1, 1, after: (1, 1), commit: 1), sends: [.accepted(1, 0, 1, 1)]) { $0.state.commit = 1 }
    script.isAccepted()
  }

  @Test("several appends in transit, overtaken and answered out of order")
  func inTransit() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    script.takes(8, at: 2)
    let (first, second) = (ConformanceScript.request(7, at: 1), ConformanceScript.request(8, at: 2))
    script.receive(second, sends: [.rejected(1, 0, 1, 1, hint: (1, 0))])
    script.receive(first, sends: [.accepted(1, 0, 1, 1)]) { $0.log(0, (1, 7)) }
    let both = TraceMessage.append(0, 1, 1, [(1, 7), (1, 8)])
    script.receive(.rejected(1, 0, 1, 1, hint: (1, 0)), sends: [both])
    script.receive(both, sends: [.accepted(1, 0, 1, 2)]) { $0.log(1, (1, 8)) }
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.receive(.accepted(1, 0, 1, 1))
    script.isAccepted()
  }

  @Test("a batch that overlaps with what is there, written as a whole or only as far as it is new")
  func batches() {
    for kept in [0, 1] {
      var script = ConformanceScript()
      script.replicatesFirst()
      let batch = TraceMessage.append(0, 1, 1, [(1, 7), (1, 8), (1, 9)])
      script.step(.request, 0, command: 8) { $0.log(1, (1, 8)) }
      script.step(.request, 0, command: 9, sends: [batch]) { $0.log(2, (1, 9)) }
      script.receive(batch, sends: [.accepted(1, 0, 1, 3)]) {
        if kept == 0 { $0.log(0, (1, 7), (1, 8), (1, 9)) } else { $0.log(1, (1, 8), (1, 9)) }
      }
      script.isAccepted()
    }
  }

  @Test("a new leader with a no-op, or without")
  func noOp() {
    var script = ConformanceScript(servers: 1)
    script.step(.timeout, 0) {
      $0.term(1, vote: 0)
      $0.state.role = .leader
      $0.log(0, (1, 0))
      $0.state.commit = 1
    }
    script.step(.restart, 0) {
      $0.state.role = .follower
      $0.state.commit = 0
    }
    script.step(.timeout, 0) {
      $0.term(2, vote: 0)
      $0.state.role = .leader
    }
    script.isAccepted()
  }

  @Test("a rejection with the hint of the conflicting term, or without a hint")
  func hints() {
    for hint in [(index: 1, term: 1), (index: 0, term: 0)] {
      var script = ConformanceScript()
      script.replicatesFirst()
      script.step(.timeout, 2, sends: [.voteRequest(2, 1, 1)]) {
        $0.term(1, vote: 2)
        $0.state.role = .candidate
      }
      script.step(.timeout, 2) { $0.term(2, vote: 2) }
      script.step(.lose, TraceEvent.none, .voteRequest(2, 1, 1))
      // What a leader of a later term sends cannot be had so soon; an earlier one's is refused with the same hint.
      let late = ConformanceScript.request(7, at: 1)
      script.step(.heartbeat, 0, sends: [late, .append(0, 1, 1, after: (1, 1))])
      script.step(.timeout, 1) {
        $0.term(2, vote: 1)
        $0.state.role = .candidate
      }
      script.receive(.append(0, 1, 1, after: (1, 1)), sends: [.rejected(1, 0, 2, 1, hint: hint)])
      script.isAccepted()
    }
  }

  @Test("a request that is forwarded, taken, and answered")
  func forwarding() {
    var script = ConformanceScript()
    script.elects()
    script.step(.request, 1, command: 7, sends: [.forward(1, 0, 1, 7)])
    script.receive(.forward(1, 0, 1, 7), sends: [ConformanceScript.request(7, at: 1)]) { $0.log(0, (1, 7)) }
    script.stores(7, at: 1)
    script.receive(.accepted(1, 0, 1, 1), sends: [.forwardReply(0, 1, 1, 7, .committed, index: 1)]) {
      $0.state.commit = 1
    }
    script.receive(.forwardReply(0, 1, 1, 7, .committed, index: 1))
    script.step(.request, 1, command: 8, sends: [.forward(1, 2, 1, 8)])
    script.receive(.forward(1, 2, 1, 8), sends: [.forwardReply(2, 1, 1, 8, .notLeader)]) { $0.term(1) }
    script.isAccepted()
  }

  @Test("messages lost and duplicated, and requests that are not sent at all")
  func network() {
    var script = ConformanceScript()
    script.step(.timeout, 0, sends: [.voteRequest(0, 1, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    script.step(.duplicate, TraceEvent.none, .voteRequest(0, 1, 1))
    script.receive(.voteRequest(0, 1, 1), sends: [.vote(1, 0, 1)]) { $0.term(1, vote: 0) }
    script.receive(.voteRequest(0, 1, 1), sends: [.vote(1, 0, 1)])
    script.step(.lose, TraceEvent.none, .vote(1, 0, 1))
    script.receive(.vote(1, 0, 1)) { $0.state.role = .leader }
    script.isAccepted()
  }

  @Test("no answer, and an empty append from the beginning of the log")
  func leftOut() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    script.receive(ConformanceScript.request(7, at: 1)) { $0.log(0, (1, 7)) }
    script.step(.heartbeat, 0, sends: [.append(0, 1, 1)])
    script.receive(.append(0, 1, 1), sends: [.accepted(1, 0, 1, 0)])
    script.isAccepted()
  }

  @Test("a leader and a candidate that give up and stay in their terms", arguments: [Action.heartbeat, .timeout])
  func givesUp(_ action: Action) {
    var script = ConformanceScript()
    script.elects()
    script.step(action, 0) { $0.state.role = .follower }
    script.step(.timeout, 2) {
      $0.term(1, vote: 2)
      $0.state.role = .candidate
    }
    script.step(action, 2) { $0.state.role = .follower }
    script.isAccepted()
  }

  @Test("an append that begins below the commit index, not looked at and answered with the commit index")
  func answerWithoutStoring() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    let both = TraceMessage.append(0, 1, 1, [(1, 7), (1, 8)])
    script.step(.request, 0, command: 8, sends: [both]) { $0.log(1, (1, 8)) }
    script.stores(7, at: 1)
    script.receive(.accepted(1, 0, 1, 1), sends: [.append(0, 1, 1, after: (1, 1), commit: 1)]) { $0.state.commit = 1 }
    script.receive(.append(0, 1, 1, after: (1, 1), commit: 1), sends: [.accepted(1, 0, 1, 1)]) { $0.state.commit = 1 }
    script.receive(both, sends: [.accepted(1, 0, 1, 1)])
    script.isAccepted()
  }

  @Test("a restart with what a step cut short had written, or without entries that only a leader's own disk lacks")
  func cutShort() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    script.step(.restart, 0) {
      $0.state.role = .follower
      $0.log(0)
    }
    script.step(.restart, 1) { $0.term(3, vote: 2) }
    script.step(.restart, 2) { $0.term(0, vote: 2) }
    script.isAccepted()
  }

  @Test("an append below the commit index that is answered with the commit index")
  func answerByCommit() {
    var script = ConformanceScript()
    script.replicatesFirst()
    script.receive(.accepted(1, 0, 1, 1)) { $0.state.commit = 1 }
    script.step(.request, 0, command: 8, sends: [.append(0, 1, 1, after: (1, 1), [(1, 8)], commit: 1)]) {
      $0.log(1, (1, 8))
    }
    script.receive(.append(0, 1, 1, after: (1, 1), [(1, 8)], commit: 1), sends: [.accepted(1, 0, 1, 2)]) {
      $0.log(1, (1, 8))
      $0.state.commit = 1
    }
    // To server 2 goes all of it, and once more its beginning when it has committed both.
    let (all, start) = (
      TraceMessage.append(0, 2, 1, [(1, 7), (1, 8)], commit: 2), TraceMessage.append(0, 2, 1, commit: 2)
    )
    script.receive(.accepted(1, 0, 1, 2), sends: [all, start]) { $0.state.commit = 2 }
    script.receive(all, sends: [.accepted(2, 0, 1, 2)]) {
      $0.term(1)
      $0.log(0, (1, 7), (1, 8))
      $0.state.commit = 2
    }
    script.receive(start, sends: [.accepted(2, 0, 1, 2)])
    script.isAccepted()
  }

  @Test("a restart that knows how far it had committed, or not")
  func restarts() {
    for commit in [0, 1] {
      var script = ConformanceScript(servers: 1)
      script.step(.timeout, 0) {
        $0.term(1, vote: 0)
        $0.state.role = .leader
        $0.log(0, (1, 0))
        $0.state.commit = 1
      }
      script.step(.crash, 0)
      script.step(.restart, 0) {
        $0.state.role = .follower
        $0.state.commit = commit
      }
      script.isAccepted()
    }
  }

  @Test("a trace that does not record what is sent is not judged")
  func silence() {
    var checker = Checker(servers: 3)
    var event = TraceEvent()
    (event.sequence, event.server) = (1, 0)
    checker.observe(event)
    (event.sequence, event.action) = (2, .heartbeat)
    checker.observe(event)
    #expect(checker.violations.isEmpty)
    #expect(!checker.isConforming)
  }

  @Test("a voter that has heard from the leader of its term may refuse a free vote, or give it")
  func knowsLeader() {
    var script = ConformanceRejectsTests.led
    script.receive(.voteRequest(0, 2, 1), sends: [.vote(2, 0, 1, false)])
    script.isAccepted()
    script = ConformanceRejectsTests.led
    script.receive(.voteRequest(0, 2, 1), sends: [.vote(2, 0, 1)]) { $0.term(1, vote: 0) }
    script.isAccepted()
  }
}

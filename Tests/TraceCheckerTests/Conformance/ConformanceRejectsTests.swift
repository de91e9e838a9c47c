import Testing

@testable import TraceChecker

/// Each history breaks no invariant but this one.
@Suite("Conformance reports the first step that the specification does not have") struct ConformanceRejectsTests {
  /// Server 0 leads term 1, and server 1 has the first two entries of three.
  static var replicated: ConformanceScript {
    var script = ConformanceScript()
    script.replicatesFirst()
    script.takes(8, at: 2)
    script.stores(8, at: 2)
    script.takes(9, at: 3)
    return script
  }

  // MARK: Three that are only luck

  @Test("a follower that acknowledges more than the request verified")
  func lucky() {
    var script = Self.replicated
    script.step(.heartbeat, 0, sends: [.append(0, 1, 1, after: (1, 1))])
    script.receive(.append(0, 1, 1, after: (1, 1)), sends: [.accepted(1, 0, 1, 2)])
    script.deviates(
      .handleAppendRequest, .sends(.accepted(1, 0, 1, 2), allowed: .accepted(match: 1, term: 1)))
  }

  @Test("a leader that lowers a match index")
  func lowers() {
    var script = ConformanceScript(checks: [Conformance()])
    script.replicatesFirst()
    script.takes(8, at: 2)
    script.stores(8, at: 2)
    script.receive(.accepted(1, 0, 1, 2)) {
      $0.state.commit = 2
      $0.indexes(match: [0, 2, 0], next: [1, 3, 1])
    }
    script.receive(.accepted(1, 0, 1, 1)) { $0.indexes(match: [0, 1, 0], next: [1, 3, 1]) }
    script.deviates(.handleAppendReply, .matchIndex(of: 1, allowed: 2, seen: 1))
  }

  @Test("a server that answers twice")
  func twice() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    script.receive(ConformanceScript.request(7, at: 1), sends: [.accepted(1, 0, 1, 1), .accepted(1, 0, 1, 1)]) {
      $0.log(0, (1, 7))
    }
    script.deviates(.handleAppendRequest, .answers(2))
  }

  // MARK: The network

  @Test("a message that was never sent, is received once more than it was sent, or after it was lost")
  func network() {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 3))
    script.deviates(.handleAppendReply, .notInTransit(.accepted(1, 0, 1, 3)))

    script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.receive(.accepted(1, 0, 1, 2))
    script.deviates(.handleAppendReply, .notInTransit(.accepted(1, 0, 1, 2)))

    script = Self.replicated
    script.step(.lose, TraceEvent.none, .accepted(1, 0, 1, 2))
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.deviates(.handleAppendReply, .notInTransit(.accepted(1, 0, 1, 2)))

    for (action, name) in [(Action.lose, SpecificationAction.dropMessage), (.duplicate, .duplicateMessage)] {
      script = Self.replicated
      script.step(action, TraceEvent.none, .accepted(1, 0, 1, 3))
      script.deviates(name, .notInTransit(.accepted(1, 0, 1, 3)))
    }
  }

  // MARK: What is sent

  @Test(
    "an append that is not the leader's log",
    arguments: [
      TraceMessage.append(0, 1, 1, after: (2, 1), [(1, 8)]),
      .append(0, 1, 1, after: (2, 2), [(1, 9)]),
      .append(0, 1, 1, after: (3, 1), [(1, 10)]),
      .append(0, 1, 1, after: (4, 1)),
      .append(0, 1, 1, after: (2, 1), [(1, 9)], commit: 3),
      .append(0, 1, 2, after: (2, 1), [(1, 9)]),
      .append(0, 1, 1, after: (1, 1), [(1, 8)]),
    ])
  func appends(_ message: TraceMessage) {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.step(.heartbeat, 0, sends: [message])
    script.deviates(.heartbeat, .sends(message, allowed: .appendRequest))
  }

  @Test("a request for votes that does not say where the log ends, or that no candidate sends")
  func voteRequests() {
    var script = Self.replicated
    script.step(.timeout, 1, sends: [.voteRequest(1, 2, 2, last: (3, 1))]) {
      $0.term(2, vote: 1)
      $0.state.role = .candidate
    }
    script.deviates(.timeout, .sends(.voteRequest(1, 2, 2, last: (3, 1)), allowed: .voteRequest))
    script = Self.replicated
    script.step(.heartbeat, 0, sends: [.voteRequest(0, 2, 1, last: (3, 1))])
    script.deviates(.heartbeat, .sends(.voteRequest(0, 2, 1, last: (3, 1)), allowed: .voteRequest))
  }

  @Test("an answer to another server, one of another term, one that says the opposite")
  func answers() {
    for reply in [TraceMessage.vote(1, 2, 1), .vote(1, 0, 0), .vote(1, 0, 1, false)] {
      var script = Self.candidate
      script.receive(.voteRequest(0, 1, 1), sends: [reply]) { $0.term(1, vote: 0) }
      script.deviates(.handleVoteRequest, .sends(reply, allowed: .vote(granted: true, term: 1)))
    }
  }

  @Test("a hint at another place than the conflict")
  func hints() {
    var script = Self.replicated
    script.step(.heartbeat, 0, sends: [.append(0, 2, 1, after: (3, 1))])
    script.receive(.append(0, 2, 1, after: (3, 1)), sends: [.rejected(2, 0, 1, 3, hint: (2, 0))]) { $0.term(1) }
    let owed = Deviation.SendingRule.rejected(previous: 3, conflictIndex: 1, conflictTerm: 0, term: 1)
    script.deviates(.handleAppendRequest, .sends(.rejected(2, 0, 1, 3, hint: (2, 0)), allowed: owed))
  }

  @Test("a request forwarded twice, one that nobody made, and answers that are not true of the log")
  func forwarding() {
    var script = Self.replicated
    script.step(.request, 1, command: 5, sends: [.forward(1, 0, 1, 5), .forward(1, 2, 1, 5)])
    script.deviates(.clientRequest, .forwards(2))
    script = Self.replicated
    script.step(.request, 1, command: 5, sends: [.forward(1, 0, 1, 6)])
    script.deviates(.clientRequest, .sends(.forward(1, 0, 1, 6), allowed: .forward))
    for answer in [
      TraceMessage.forwardReply(0, 1, 1, 9, .committed, index: 3), .forwardReply(0, 1, 1, 7, .committed, index: 2),
      .forwardReply(0, 1, 1, 7, .committed), .forwardReply(0, 1, 1, 7, .notLeader),
    ] {
      script = Self.replicated
      script.receive(.accepted(1, 0, 1, 2), sends: [answer]) { $0.state.commit = 2 }
      script.deviates(.handleAppendReply, .sends(answer, allowed: .forwardReply))
    }
  }

  // MARK: What happens to the server

  @Test("a vote that is refused though it is free")
  func votes() {
    var script = Self.candidate
    script.receive(.voteRequest(0, 1, 1), sends: [.vote(1, 0, 1, false)]) { $0.term(1) }
    script.deviates(.handleVoteRequest, .vote(term: 1, held: nil, allowed: 0, seen: nil))
  }

  @Test("a refusal by a server that heard from the leader of an earlier term, or before it restarted")
  func refusals() {
    var script = Self.led
    script.step(.timeout, 1, sends: [.voteRequest(1, 2, 2)]) {
      $0.term(2, vote: 1)
      $0.state.role = .candidate
    }
    script.receive(.voteRequest(1, 2, 2), sends: [.vote(2, 1, 2, false)]) { $0.term(2) }
    script.deviates(.handleVoteRequest, .vote(term: 2, held: nil, allowed: 1, seen: nil))

    script = Self.led
    script.step(.crash, 2)
    script.step(.restart, 2)
    script.receive(.voteRequest(0, 2, 1), sends: [.vote(2, 0, 1, false)])
    script.deviates(.handleVoteRequest, .vote(term: 1, held: nil, allowed: 0, seen: nil))
  }

  @Test("a vote that is refused in the state and granted in the answer")
  func refusedAndGranted() {
    var script = Self.led
    script.receive(.voteRequest(0, 2, 1), sends: [.vote(2, 0, 1)])
    script.deviates(.handleVoteRequest, .sends(.vote(2, 0, 1), allowed: .vote(granted: false, term: 1)))
  }

  @Test("a leader that commits late")
  func commits() {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2))
    script.deviates(.handleAppendReply, .commit(before: 0, allowed: 2, seen: 0))
  }

  @Test("an election timeout of a leader, a heartbeat of a follower")
  func roles() {
    var script = Self.replicated
    script.step(.timeout, 0)
    script.deviates(.timeout, .timeoutOfLeader(term: 1))
    script = Self.replicated
    script.step(.heartbeat, 1)
    script.deviates(.heartbeat, .heartbeatOf(.follower, term: 1))
  }

  @Test("a request that is not appended, and one that is appended as another")
  func requests() {
    var script = Self.replicated
    script.step(.request, 0, command: 5)
    script.deviates(.clientRequest, .log(allowed: .write(Self.written(3, 5)), seen: nil))
    script = Self.replicated
    script.step(.request, 0, command: 5) { $0.log(3, (1, 6)) }
    script.deviates(.clientRequest, .log(allowed: .write(Self.written(3, 5)), seen: Self.written(3, 6)))
  }

  @Test("a follower that acknowledges what it does not store")
  func stores() {
    var script = Self.replicated
    script.receive(
      .append(0, 1, 1, after: (2, 1), [(1, 9)]), sends: [.accepted(1, 0, 1, 3)])
    script.deviates(.handleAppendRequest, .log(allowed: .write(Self.written(2, 9)), seen: nil))
  }

  /// A run in which s0, the leader, learns that s1 has stored two of three entries, and takes `next` as its next index.
  static func acknowledged(next: Int) -> ConformanceScript {
    var script = ConformanceScript(checks: [Conformance()])
    script.replicatesFirst()
    script.takes(8, at: 2)
    script.stores(8, at: 2)
    script.takes(9, at: 3)
    script.receive(.accepted(1, 0, 1, 2)) {
      $0.state.commit = 2
      $0.indexes(match: [0, 2, 0], next: [1, next, 1])
    }
    return script
  }

  @Test("a next index at or before what matches, or beyond the log's end")
  func nextIndexes() {
    for next in [2, 5] {
      let script = Self.acknowledged(next: next)
      script.deviates(.handleAppendReply, .nextIndex(of: 1, lowest: 3, highest: 4, seen: next))
    }
  }

  @Test("a server that starts as a leader, or with commits that it has no entries for")
  func starts() {
    var script = ConformanceScript(checks: [Conformance()])
    script.step(.start, 0) { $0.state.role = .leader }
    script.deviates(.start, .startRole(.leader))
    script = ConformanceScript(checks: [Conformance()])
    script.step(.start, 0) { $0.state.commit = 1 }
    script.deviates(.start, .startCommit(1, length: 0))
  }

  /// A command of term 1, written after an index.
  private static func written(_ kept: Int, _ command: UInt64) -> Deviation.WrittenLog {
    Deviation.WrittenLog(kept: kept, entries: [TraceEntry(term: 1, command: command)])
  }

  /// Server 0 leads term 1, and server 2 has heard from it and not voted.
  static var led: ConformanceScript {
    var script = ConformanceScript()
    script.elects()
    script.step(.heartbeat, 0, sends: [.append(0, 2, 1)])
    script.receive(.append(0, 2, 1), sends: [.accepted(2, 0, 1, 0)]) { $0.term(1) }
    return script
  }

  /// Server 0 is a candidate of term 1.
  static var candidate: ConformanceScript {
    var script = ConformanceScript()
    script.step(.timeout, 0, sends: [.voteRequest(0, 1, 1), .voteRequest(0, 2, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    return script
  }
}

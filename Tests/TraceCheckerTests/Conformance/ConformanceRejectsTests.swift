import Testing
import TraceChecker

/// Each history breaks no invariant but this one.
@Suite("Conformance tells the first step that the specification does not have") struct ConformanceRejectsTests {
  /// Server 0 leads term 1, and server 1 has the first two entries of three.
  private static var replicated: ConformanceScript {
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
    script.step(.heartbeat, 0, sends: [.append(0, 1, 1, behind: (1, 1))])
    script.receive(.append(0, 1, 1, behind: (1, 1)), sends: [.accepted(1, 0, 1, 2)])
    script.leaves(
      "HandleAppendRequest", "sent", expected: "a reply of term 1 to the sender, logs match up to index 1",
      seen: "AppendEntries reply from s1 to s0 in term 1: logs match up to index 2")
  }

  @Test("a leader that lowers a match index")
  func lowers() {
    var script = ConformanceScript(invariants: [Conformance()])
    script.replicatesFirst()
    script.takes(8, at: 2)
    script.stores(8, at: 2)
    script.receive(.accepted(1, 0, 1, 2)) {
      $0.state.commit = 2
      $0.indexes(match: [0, 2, 0], next: [1, 3, 1])
    }
    script.receive(.accepted(1, 0, 1, 1)) { $0.indexes(match: [0, 1, 0], next: [1, 3, 1]) }
    script.leaves("HandleAppendReply", "matchIndex of s1", expected: "2", seen: "1")
  }

  @Test("a server that answers twice")
  func twice() {
    var script = ConformanceScript()
    script.elects()
    script.takes(7, at: 1)
    script.receive(ConformanceScript.request(7, at: 1), sends: [.accepted(1, 0, 1, 1), .accepted(1, 0, 1, 1)]) {
      $0.log(0, (1, 7))
    }
    script.leaves("HandleAppendRequest", "sent", expected: "one answer at most", seen: "2")
  }

  // MARK: The network

  @Test("a message that was never sent, is received once more than it was sent, or after it was lost")
  func network() {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 3))
    let unsent = "one that was not sent like this, or not so often as it was received and lost"
    script.leaves("HandleAppendReply", "messages", expected: "a message under way", seen: unsent)

    script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.receive(.accepted(1, 0, 1, 2))
    script.leaves("HandleAppendReply", "messages", expected: "a message under way", seen: unsent)

    script = Self.replicated
    script.step(.lose, TraceEvent.none, .accepted(1, 0, 1, 2))
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.leaves("HandleAppendReply", "messages", expected: "a message under way", seen: unsent)

    for (action, name) in [(Action.lose, "DropMessage"), (.duplicate, "DuplicateMessage")] {
      script = Self.replicated
      script.step(action, TraceEvent.none, .accepted(1, 0, 1, 3))
      script.leaves(name, "messages", expected: "a message under way", seen: unsent)
    }
  }

  // MARK: What is sent

  @Test(
    "an append that is not the leader's log",
    arguments: [
      TraceMessage.append(0, 1, 1, behind: (2, 1), [(1, 8)]),
      .append(0, 1, 1, behind: (2, 2), [(1, 9)]),
      .append(0, 1, 1, behind: (3, 1), [(1, 10)]),
      .append(0, 1, 1, behind: (4, 1)),
      .append(0, 1, 1, behind: (2, 1), [(1, 9)], commit: 3),
      .append(0, 1, 2, behind: (2, 1), [(1, 9)]),
      .append(0, 1, 1, behind: (1, 1), [(1, 8)]),
    ])
  func appends(_ message: TraceMessage) {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.step(.heartbeat, 0, sends: [message])
    #expect(script.checker.violations.map(\.invariant) == ["Conformance"])
    #expect(script.checker.violations.first?.evidence.contains("in Heartbeat: sent must be a leader's append") == true)
  }

  @Test("a request for votes that does not tell where the log ends, or that no candidate sends")
  func voteRequests() {
    let expected = "a candidate's request for votes, of its term and with its last index and term"
    var script = Self.replicated
    script.step(.timeout, 1, sends: [.voteRequest(1, 2, 2, last: (3, 1))]) {
      $0.term(2, vote: 1)
      $0.state.role = .candidate
    }
    script.leaves(
      "Timeout", "sent", expected: expected, seen: "RequestVote from s1 to s2 in term 2: log ends at index 3 of term 1")
    script = Self.replicated
    script.step(.heartbeat, 0, sends: [.voteRequest(0, 2, 1, last: (3, 1))])
    script.leaves(
      "Heartbeat", "sent", expected: expected,
      seen: "RequestVote from s0 to s2 in term 1: log ends at index 3 of term 1")
  }

  @Test("an answer to another server, one of another term, one that says the opposite")
  func answers() {
    let owed = "a reply of term 1 to the sender, vote granted"
    for (reply, seen) in [
      (TraceMessage.vote(1, 2, 1), "RequestVote reply from s1 to s2 in term 1: vote granted"),
      (.vote(1, 0, 0), "RequestVote reply from s1 to s0 in term 0: vote granted"),
      (.vote(1, 0, 1, false), "RequestVote reply from s1 to s0 in term 1: vote refused"),
    ] {
      var script = Self.standing
      script.receive(.voteRequest(0, 1, 1), sends: [reply]) { $0.term(1, vote: 0) }
      script.leaves("HandleVoteRequest", "sent", expected: owed, seen: seen)
    }
  }

  @Test("a hint at another place than the conflict")
  func hints() {
    var script = Self.replicated
    script.step(.heartbeat, 0, sends: [.append(0, 2, 1, behind: (3, 1))])
    script.receive(.append(0, 2, 1, behind: (3, 1)), sends: [.rejected(2, 0, 1, 3, hint: (2, 0))]) { $0.term(1) }
    script.leaves(
      "HandleAppendRequest", "sent",
      expected: "a reply of term 1 to the sender, rejected at index 3, conflict at index 1 of term 0 or not told",
      seen: "AppendEntries reply from s2 to s0 in term 1: rejected at index 3, conflict at index 2 of term 0")
  }

  @Test("a request forwarded twice, one that nobody made, and answers that are not true of the log")
  func forwarding() {
    var script = Self.replicated
    script.step(.request, 1, command: 5, sends: [.forward(1, 0, 1, 5), .forward(1, 2, 1, 5)])
    script.leaves("ClientRequest", "sent", expected: "a request forwarded once", seen: "2 times")
    script = Self.replicated
    script.step(.request, 1, command: 5, sends: [.forward(1, 0, 1, 6)])
    script.leaves(
      "ClientRequest", "sent", expected: "the request of this step, forwarded by a server that does not lead",
      seen: "forwarded request from s1 to s0 in term 1: command 6")
    for answer in [
      TraceMessage.forwardReply(0, 1, 1, 9, .committed, index: 3), .forwardReply(0, 1, 1, 7, .committed, index: 2),
      .forwardReply(0, 1, 1, 7, .committed), .forwardReply(0, 1, 1, 7, .notLeader),
    ] {
      script = Self.replicated
      script.receive(.accepted(1, 0, 1, 2), sends: [answer]) { $0.state.commit = 2 }
      script.leaves(
        "HandleAppendReply", "sent", expected: "an answer that is true of the log",
        seen: MessageText.text(answer, namesReceiver: true))
    }
  }

  // MARK: What becomes of the server

  @Test("a vote that is refused though it is free")
  func votes() {
    var script = Self.standing
    script.receive(.voteRequest(0, 1, 1), sends: [.vote(1, 0, 1, false)]) { $0.term(1) }
    script.leaves("HandleVoteRequest", "votedFor", expected: "s0", seen: "nobody")
  }

  @Test("a leader that commits late")
  func commits() {
    var script = Self.replicated
    script.receive(.accepted(1, 0, 1, 2))
    script.leaves("HandleAppendReply", "commitIndex", expected: "2", seen: "0")
  }

  @Test("an election timeout of a leader, a heartbeat of a follower")
  func roles() {
    var script = Self.replicated
    script.step(.timeout, 0)
    script.leaves("Timeout", "state", expected: "follower or candidate", seen: "leader")
    script = Self.replicated
    script.step(.heartbeat, 1)
    script.leaves("Heartbeat", "state", expected: "leader", seen: "follower")
  }

  @Test("a request that is not appended, and one that is appended as another")
  func requests() {
    var script = Self.replicated
    script.step(.request, 0, command: 5)
    script.leaves("ClientRequest", "log", expected: "command 5 of term 1 after index 3", seen: "no change")
    script = Self.replicated
    script.step(.request, 0, command: 5) { $0.log(3, (1, 6)) }
    script.leaves(
      "ClientRequest", "log", expected: "command 5 of term 1 after index 3",
      seen: "command 6 of term 1 after index 3")
  }

  @Test("a follower that acknowledges what it does not store")
  func stores() {
    var script = Self.replicated
    script.receive(
      .append(0, 1, 1, behind: (2, 1), [(1, 9)]), sends: [.accepted(1, 0, 1, 3)])
    script.leaves("HandleAppendRequest", "log", expected: "command 9 of term 1 after index 2", seen: "no change")
  }

  @Test("a next index that what matches has passed, or behind the log's end")
  func nextIndexes() {
    for (next, expected) in [(2, "3 to 4"), (5, "3 to 4")] {
      var script = ConformanceScript(invariants: [Conformance()])
      script.replicatesFirst()
      script.takes(8, at: 2)
      script.stores(8, at: 2)
      script.takes(9, at: 3)
      script.receive(.accepted(1, 0, 1, 2)) {
        $0.state.commit = 2
        $0.indexes(match: [0, 2, 0], next: [1, next, 1])
      }
      script.leaves("HandleAppendReply", "nextIndex of s1", expected: expected, seen: "\(next)")
    }
  }

  @Test("a server that starts as a leader, or with commits that it has no entries for")
  func starts() {
    var script = ConformanceScript(invariants: [Conformance()])
    script.step(.start, 0) { $0.state.role = .leader }
    script.leaves("Start", "state", expected: "follower", seen: "leader")
    script = ConformanceScript(invariants: [Conformance()])
    script.step(.start, 0) { $0.state.commit = 1 }
    script.leaves("Start", "commitIndex", expected: "at most 0", seen: "1")
  }

  /// Server 0 stands in term 1.
  private static var standing: ConformanceScript {
    var script = ConformanceScript()
    script.step(.timeout, 0, sends: [.voteRequest(0, 1, 1), .voteRequest(0, 2, 1)]) {
      $0.term(1, vote: 0)
      $0.state.role = .candidate
    }
    return script
  }
}

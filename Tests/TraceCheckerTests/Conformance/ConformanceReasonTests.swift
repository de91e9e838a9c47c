import Testing

@testable import TraceChecker

@Suite("A deviation names the one condition that does not hold, with its numbers") struct ConformanceReasonTests {
  @Test(
    "an append that is not the leader's log",
    arguments: [
      (TraceMessage.append(0, 1, 1, after: (2, 2), [(1, 9)]), "its entry at index 2 is of term 1, not 2"),
      (
        .append(0, 1, 1, after: (2, 1), [(1, 8)]),
        "it has command 9 of term 1 at index 3, not command 8 of term 1"
      ),
      (.append(0, 1, 1, after: (4, 1)), "its log ends at index 3"),
      (.append(0, 1, 1, after: (2, 1), [(1, 9)], commit: 3), "its commit index is 2, the message's is 3"),
      (.append(0, 1, 2, after: (2, 1), [(1, 9)]), "its term is 1, the message's is 2"),
      (
        .append(0, 1, 1, after: (1, 1), [(1, 8)]),
        "its match index of the receiver is 2, and the entries begin at 2"
      ),
    ])
  func appends(_ message: TraceMessage, _ reason: String) {
    var script = ConformanceRejectsTests.replicated
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
    script.step(.heartbeat, 0, sends: [message])
    script.explains("s0 must not send \(MessageText.text(message, namesReceiver: true)); \(reason)")
  }

  @Test("a request for votes: the end of the log, or the role")
  func voteRequests() {
    var script = ConformanceRejectsTests.replicated
    let request = TraceMessage.voteRequest(1, 2, 2, last: (3, 1))
    script.step(.timeout, 1, sends: [request]) {
      $0.term(2, vote: 1)
      $0.state.role = .candidate
    }
    let words = MessageText.text(request, namesReceiver: true)
    script.explains("s1 must not send \(words); its log ends at index 2 (term 1), not at index 3 (term 1)")
    script = ConformanceRejectsTests.replicated
    script.step(.heartbeat, 0, sends: [.voteRequest(0, 2, 1, last: (3, 1))])
    let other = MessageText.text(.voteRequest(0, 2, 1, last: (3, 1)), namesReceiver: true)
    script.explains("s0 must not send \(other); it is a leader")
  }

  @Test("a vote for a candidate whose log is older, or in a request of an older term")
  func votes() {
    var script = ConformanceRejectsTests.replicated
    script.step(.timeout, 2) {
      $0.term(1, vote: 2)
      $0.state.role = .candidate
    }
    script.step(.timeout, 2, sends: [.voteRequest(2, 1, 2)]) {
      $0.term(2, vote: 2)
      $0.state.role = .candidate
    }
    var older = script
    script.receive(.voteRequest(2, 1, 2)) { $0.term(2, vote: 2) }
    script.explains(
      "s1 must not vote for s2 in term 2: the candidate's log ends at index 0 (empty), its own at index 2 (term 1)")
    older.step(.timeout, 1) {
      $0.term(2, vote: 1)
      $0.state.role = .candidate
    }
    older.step(.timeout, 1) {
      $0.term(3, vote: 1)
      $0.state.role = .candidate
    }
    older.receive(.voteRequest(2, 1, 2), sends: [.vote(1, 2, 3)])
    let reply = MessageText.text(.vote(1, 2, 3), namesReceiver: true)
    older.explains(
      "s1 must not send \(reply); the vote must be refused; its term is 3, the message's is 2")
  }

  @Test("a leader that commits what no majority has, or not what one has")
  func leadersCommit() {
    var script = ConformanceRejectsTests.replicated
    var late = script
    script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 3 }
    script.explains(
      "s0 must not commit beyond index 2: it commits up to index 3; of 3 servers only s0 is known to have index 3")
    late.receive(.accepted(1, 0, 1, 2))
    late.explains("s0 must commit up to index 2: it commits up to index 0; s0, s1, of 3 servers, have index 2")
  }

  @Test("a follower that commits more than the leader has, or more than the request verifies")
  func followersCommit() {
    for (message, commit, reason) in [
      (
        TraceMessage.append(0, 1, 1, after: (2, 1), [(1, 9)], commit: 1), 2,
        "the leader's commit index in the request is 1"
      ),
      (.append(0, 1, 1, after: (0, 0), commit: 2), 2, "the request's entries end at index 0"),
    ] {
      var script = ConformanceRejectsTests.replicated
      script.receive(.accepted(1, 0, 1, 2)) { $0.state.commit = 2 }
      script.step(.heartbeat, 0, sends: [message])
      script.receive(message) {
        if !message.entries.isEmpty { $0.log(2, (1, 9)) }
        $0.state.commit = commit
      }
      script.explains(
        "s1 must not commit beyond index \(message.entries.isEmpty ? 0 : 1): it commits up to index \(commit); \(reason)"
      )
    }
  }

  @Test("an append that is taken though it does not fit, or rejected though it fits")
  func fits() {
    var script = ConformanceRejectsTests.replicated
    let message = TraceMessage.append(0, 2, 1, after: (2, 1), [(1, 9)])
    script.step(.heartbeat, 0, sends: [message])
    script.receive(message, sends: [.accepted(2, 0, 1, 3)]) { $0.term(1) }
    let reply = MessageText.text(.accepted(2, 0, 1, 3), namesReceiver: true)
    script.explains(
      "s2 must not send \(reply); the reply must be: rejected at index 2; the request's entries follow index 2, its log "
        + "ends at 0")
    script = ConformanceRejectsTests.replicated
    let fitting = TraceMessage.append(0, 1, 1, after: (2, 1))
    script.step(.heartbeat, 0, sends: [fitting])
    script.receive(fitting, sends: [.rejected(1, 0, 1, 2)])
    let rejection = MessageText.text(.rejected(1, 0, 1, 2), namesReceiver: true)
    script.explains(
      "s1 must not send \(rejection); its log has the entry at index 2 of term 1 that the request's entries follow")
  }

  @Test("a log that is not written, or cut without a conflict")
  func logs() {
    let message = TraceMessage.append(0, 1, 1, after: (2, 1), [(1, 9)])
    var script = ConformanceRejectsTests.replicated
    script.receive(message, sends: [.accepted(1, 0, 1, 3)])
    script.explains(
      "s1 must write command 9 of term 1 after index 2: it leaves its log as it was; its log agrees with the request up "
        + "to index 2")
    script = ConformanceRejectsTests.replicated
    let repeated = TraceMessage.append(0, 1, 1, after: (0, 0), [(1, 7)])
    script.step(.heartbeat, 0, sends: [repeated])
    script.receive(repeated) { $0.log(1) }
    script.explains(
      "s1 must not change its log: it removes what is after index 1; its log agrees with the request up to index 1")
  }

  @Test("a next index at what matches, or beyond the log's end")
  func nextIndexes() {
    for (next, reason) in [(2, ": its match index is 2"), (5, ": its log ends at index 3")] {
      let script = ConformanceRejectsTests.acknowledged(next: next)
      script.explains("the next index of s1 must not be \(next)\(reason)")
    }
  }

  @Test("a term that no message and no timeout gives")
  func terms() {
    var script = ConformanceRejectsTests.replicated
    script.receive(.append(0, 1, 1, after: (2, 1), [(1, 9)])) { $0.term(4) }
    script.explains(
      "s1 must not enter term 4: it must stay in term 1; its term is 1, the message's is 1")
  }
}

import Testing
import TraceChecker

@Suite("Permitted Role Changes") struct PermittedRoleChangesTests {
  private static func steps(
    servers: Int = 3, _ action: Action, from role: TraceRole, to newRole: TraceRole, term: Int = 0,
    _ kind: TraceMessage.Kind = .appendRequest
  ) -> (Script, Int) {
    var script = Script(servers: servers, checks: [PermittedRoleChanges()])
    if role != .follower { script.timesOut(1, term: 2) }
    if role == .leader { script.wins(1) }
    if role == .follower { script.follows(1, term: 2) }
    let step = script.step(action, 1) { event in
      event.message.kind = kind
      event.state.term = 2 + term
      event.state.role = newRole
    }
    return (script, step)
  }

  @Test("A follower that leads at once breaks it, and the evidence has both roles and what happened")
  func followerLeads() {
    let (script, step) = Self.steps(.receive, from: .follower, to: .leader, .voteReply)
    script.breaks(
      "PermittedRoleChanges", at: step, servers: [1],
      saying: "s1, follower of term 2, must not become leader of term 2 on receiving a RequestVote reply",
      "it was no candidate")
  }

  @Test("A leader never becomes a candidate, and leads in one term")
  func leader() {
    for term in 0...1 {
      let (script, step) = Self.steps(.timeout, from: .leader, to: .candidate, term: term)
      script.breaks(
        "PermittedRoleChanges", at: step, servers: [1], saying: "a leader starts no election")
    }
    let (script, step) = Self.steps(.receive, from: .leader, to: .leader, term: 1)
    script.breaks("PermittedRoleChanges", at: step, servers: [1], saying: "it was elected in term 2")
  }

  @Test("A candidate wins by the answer to a request for votes only, and in its own term")
  func wins() {
    for kind in TraceMessage.Kind.allCases where kind != .voteReply {
      let (script, step) = Self.steps(.receive, from: .candidate, to: .leader, kind)
      script.breaks(
        "PermittedRoleChanges", at: step, servers: [1], saying: "only a RequestVote reply elects a candidate")
    }
    for action in [Action.timeout, .request, .heartbeat] {
      let (script, step) = Self.steps(action, from: .candidate, to: .leader)
      script.breaks(
        "PermittedRoleChanges", at: step, servers: [1], saying: "only a RequestVote reply elects a candidate")
    }
    let (script, step) = Self.steps(.receive, from: .candidate, to: .leader, term: 1, .voteReply)
    script.breaks("PermittedRoleChanges", at: step, servers: [1], saying: "it was a candidate of term 2")
  }

  @Test("A server starts an election by a timeout only, and in a new term")
  func elections() {
    let (message, first) = Self.steps(.receive, from: .follower, to: .candidate, term: 1)
    message.breaks(
      "PermittedRoleChanges", at: first, servers: [1], saying: "only an election timeout starts an election")
    let (sameTerm, second) = Self.steps(.timeout, from: .follower, to: .candidate)
    sameTerm.breaks(
      "PermittedRoleChanges", at: second, servers: [1], saying: "a new candidate must enter a term above 2")
    let (newer, third) = Self.steps(.receive, from: .candidate, to: .candidate, term: 1)
    newer.breaks("PermittedRoleChanges", at: third, servers: [1], saying: "only an election timeout starts an election")
  }

  @Test("A server that restarts as anything but a follower breaks it", arguments: [TraceRole.candidate, .leader])
  func restarts(_ role: TraceRole) {
    let (script, step) = Self.steps(.restart, from: role, to: role)
    script.breaks("PermittedRoleChanges", at: step, servers: [1], saying: "a restarted server is a follower")
  }

  @Test(
    "A leader or a candidate may step down in any step, within its term or for a newer one",
    arguments: [TraceRole.leader, .candidate])
  func stepsDown(_ role: TraceRole) {
    for action in [Action.receive, .heartbeat, .timeout, .request, .restart] {
      for term in 0...1 { Self.steps(action, from: role, to: .follower, term: term).0.isAccepted() }
    }
  }

  @Test("A candidate may give way, give up, start an election in a newer term, or time out and stay as it is")
  func candidate() {
    for kind in TraceMessage.Kind.allCases {
      for term in 0...1 { Self.steps(.receive, from: .candidate, to: .follower, term: term, kind).0.isAccepted() }
    }
    Self.steps(.timeout, from: .candidate, to: .follower).0.isAccepted()
    Self.steps(.timeout, from: .candidate, to: .candidate, term: 1).0.isAccepted()
    Self.steps(.timeout, from: .candidate, to: .candidate).0.isAccepted()
    Self.steps(.restart, from: .candidate, to: .follower).0.isAccepted()
  }

  @Test("Where one server is a quorum, it may win in the step in which it starts the election, or later")
  func alone() {
    var script = Script(servers: 1)
    for term in 1...2 {
      script.step(.timeout, 0) { event in
        event.state.term = term
        event.state.vote = 0
        event.state.role = .leader
      }
      script.restart(0)
    }
    script.timesOut(0, term: 3)
    script.step(.timeout, 0) { $0.state.role = .leader }
    script.isAccepted()
  }

  @Test("A recorded state may have any role, and what a crash records is not judged")
  func recordedState() {
    var script = Script(started: false)
    for (server, role) in [TraceRole.leader, .candidate, .follower].enumerated() {
      script.step(.start, server) { event in
        event.state.term = 3
        event.state.role = role
      }
    }
    script.step(.crash, 1) { $0.state.role = .follower }
    script.isAccepted()
  }

  @Test("A message raises the receiver's term to its own at most")
  func termOfMessage() {
    for (term, isRight) in [(3, true), (4, false)] {
      var script = Script(checks: [PermittedRoleChanges()])
      script.follows(1, term: 2)
      let step = script.step(.receive, 1) { event in
        event.message.kind = .appendRequest
        (event.message.from, event.message.to, event.message.term) = (0, 1, 3)
        event.state.term = term
      }
      if isRight {
        script.isAccepted()
      } else {
        script.breaks(
          "PermittedRoleChanges", at: step, servers: [1], saying: "must not become follower of term 4",
          "the message is of term 3")
      }
    }
  }
}

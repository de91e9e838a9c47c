import Testing
import TraceChecker

@Suite("Permitted Log Changes") struct PermittedLogChangesTests {
  /// s1 is `role` in term 2, and has an entry of term 1.
  private static func server(_ role: TraceRole) -> Script {
    var script = Script(checks: [PermittedLogChanges()])
    script.appends(1, kept: 0, [(1, 7)], term: 2)
    if role != .follower { script.timesOut(1, term: 3) }
    if role == .leader { script.wins(1) }
    return script
  }

  /// s1 adds `entries` to its log in a step.
  private static func adds(
    _ role: TraceRole, _ action: Action, kind: TraceMessage.Kind = .appendRequest, kept: Int = 1,
    _ entries: [Script.Written], change: (inout ServerState) -> Void = { _ in }
  ) -> (Script, Int) {
    var script = server(role)
    let step = script.step(action, 1, kept: kept, entries) { event in
      event.message.kind = kind
      change(&event.state)
    }
    return (script, step)
  }

  @Test("A follower that changes its log on anything but an append breaks it, and the evidence says what")
  func follower() {
    let (script, step) = Self.adds(.follower, .receive, kind: .voteRequest, [(1, 8)])
    script.breaks(
      "PermittedLogChanges", at: step, servers: [1],
      saying: "s1, follower of term 2, must not write command 8 of term 1 at index 2",
      "on receiving a RequestVote")
    for kind in TraceMessage.Kind.allCases where kind != .appendRequest {
      let (script, step) = Self.adds(.follower, .receive, kind: kind, kept: 0, [])
      script.breaks("PermittedLogChanges", at: step, servers: [1], saying: "command 7 of term 1 at index 1")
    }
    for action in [Action.timeout, .heartbeat, .request] {
      let (script, step) = Self.adds(.follower, action, [(2, 8)])
      script.breaks("PermittedLogChanges", at: step, servers: [1], saying: "a server that does not lead")
    }
  }

  @Test("A candidate that changes its log breaks it, on an append too if it does not give way")
  func candidate() {
    for kind in TraceMessage.Kind.allCases {
      let (script, step) = Self.adds(.candidate, .receive, kind: kind, [(3, 8)])
      let words = kind == .appendRequest ? "it is a candidate" : "only an AppendEntries changes the log of a server"
      script.breaks("PermittedLogChanges", at: step, servers: [1], saying: words)
    }
  }

  @Test("A leader that takes an append, adds at a heartbeat, or adds entries of another term breaks it")
  func leader() {
    let (append, first) = Self.adds(.leader, .receive, kind: .appendRequest, [(3, 8)])
    append.breaks("PermittedLogChanges", at: first, servers: [1], saying: "this step has no request of a client")
    let (heartbeat, second) = Self.adds(.leader, .heartbeat, [(3, 8)])
    heartbeat.breaks("PermittedLogChanges", at: second, servers: [1], saying: "this step has no request of a client")
    let (otherTerm, third) = Self.adds(.leader, .request, [(3, 8), (2, 9)])
    otherTerm.breaks(
      "PermittedLogChanges", at: third, servers: [1], saying: "must not write command 9 of term 2 at index",
      "its term is 3")
    let (overwritten, fourth) = Self.adds(.leader, .request, kept: 0, [(3, 8)])
    overwritten.breaks("PermittedLogChanges", at: fourth, servers: [1], saying: "a leader only adds to its log")
  }

  @Test(
    "An elected leader that adds more than a no-op of its term breaks it",
    arguments: [[(3, 8)], [(2, 0)], [(3, 0), (3, 0)]] as [[Script.Written]])
  func elected(_ entries: [Script.Written]) {
    let (script, step) = Self.adds(.candidate, .receive, kind: .voteReply, entries) { $0.role = .leader }
    script.breaks("PermittedLogChanges", at: step, servers: [1], saying: "at most a no-op of its term")
  }

  @Test("A no-op in the step that elects, and what clients ask for, directly or by others, many at once, are right")
  func leaderAdds() {
    Self.adds(.candidate, .receive, kind: .voteReply, [(3, 0)]) { $0.role = .leader }.0.isAccepted()
    Self.adds(.leader, .request, [(3, 8), (3, 9)]).0.isAccepted()
    Self.adds(.leader, .receive, kind: .forward, [(3, 8)]).0.isAccepted()
    Self.adds(.leader, .heartbeat, kept: 0, [(1, 7)]).0.isAccepted()
    Self.adds(.follower, .timeout, [(3, 0)]) { state in
      state.term = 3
      state.role = .leader
    }.0.isAccepted()
  }

  @Test("An append that a follower takes, or that makes one of whoever receives it, is right")
  func appends() {
    for role in TraceRole.allCases {
      for kept in 0...1 {
        Self.adds(role, .receive, kind: .appendRequest, kept: kept, [(4, 8), (4, 9)]) { state in
          state.term = 4
          state.role = .follower
        }.0.isAccepted()
      }
    }
  }

  @Test("A recorded state, and what a restart loses, are not judged here")
  func lives() {
    var script = Script(checks: [PermittedLogChanges()], started: false)
    script.step(.start, 1, kept: 0, [(1, 7), (1, 8)]) { $0.state.term = 2 }
    script.crash(1)
    script.restart(1, kept: 1)
    script.isAccepted()
  }
}

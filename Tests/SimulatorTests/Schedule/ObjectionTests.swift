import RaftCore
import Simulator
import Testing
import TraceChecker

@Suite("An action that does not apply")
struct ObjectionTests {
  /// Plays an action after some others: it must not apply, and nothing must have happened.
  private static func objection(
    started: Bool = true, to action: (inout Play) -> PlayedAction,
    after prepare: (inout Play) -> Void = { _ in }
  ) -> String? {
    var play = Play(started: started)
    prepare(&play)
    let before = play
    guard case .doesNotApply(let reason) = action(&play) else { return nil }
    #expect(play.player.steps == before.player.steps)
    #expect(play.player.messages == before.player.messages)
    #expect(play.recorded == before.recorded)
    return reason
  }

  private static let leads: @Sendable (inout Play) -> Void = { $0.elect(0, by: 1) }
  private static let isDown: @Sendable (inout Play) -> Void = { _ = $0.does(.crash, 0) }

  @Test("a message that nobody sent", arguments: [Action.receive, .lose, .duplicate])
  func message(_ action: Action) {
    var vote = TraceMessage()
    vote.kind = .voteReply
    (vote.from, vote.to, vote.term, vote.granted) = (1, 0, 2, true)
    let reason = Self.objection(to: { $0.play(Play.event(action, vote)) })
    #expect(reason == "no such message is in transit: RequestVote reply from s1 to s0 in term 2: vote granted")
  }

  @Test("a message that differs in one field from the one in transit")
  func content() {
    let reason = Self.objection(
      to: { play in
        var message = play.message(.voteRequest, from: 0, to: 1)
        message.lastLogIndex += 1
        return play.play(Play.event(.receive, message))
      }, after: { _ = $0.does(.timeout, 0) })
    #expect(reason?.hasPrefix("no such message is in transit: RequestVote from s0 to s1") == true)
  }

  @Test("a message for a server that is down stays in transit")
  func receiver() {
    let reason = Self.objection(
      to: { $0.does(.receive, .voteRequest, from: 1, to: 0) },
      after: { play in
        _ = play.does(.timeout, 1)
        _ = play.does(.crash, 0)
      })
    #expect(reason == "s0 is down")
  }

  @Test("a leader's timeout, and a follower's heartbeat")
  func roles() {
    #expect(
      Self.objection(to: { $0.does(.timeout, 0) }, after: Self.leads) == "s0 leads, and has no election timeout")
    #expect(
      Self.objection(to: { $0.does(.heartbeat, 1) }, after: Self.leads) == "s1 does not lead, and sends no heartbeats")
  }

  @Test("a step of a server that is down", arguments: [Action.timeout, .heartbeat, .request, .crash])
  func down(_ action: Action) {
    #expect(Self.objection(to: { $0.does(action, 0) }, after: Self.isDown) == "s0 is down")
  }

  @Test(
    "a step of a server that has not started", arguments: [Action.timeout, .heartbeat, .request, .crash, .restart])
  func unborn(_ action: Action) {
    #expect(Self.objection(started: false, to: { $0.does(action, 0) }) == "s0 has not started")
  }

  private static func trap(_ point: TrapPoint) -> TraceEvent {
    var event = TraceEvent()
    (event.action, event.server, event.details.trap) = (.crash, 0, point)
    return event
  }

  @Test("a trap of a server that cannot take the step in which it trapped")
  func traps() {
    #expect(Self.objection(started: false, to: { $0.play(Self.trap(.restart)) }) == "s0 has not started")
    #expect(Self.objection(started: false, to: { $0.play(Self.trap(.apply)) }) == "s0 has not started")
    #expect(Self.objection(to: { $0.play(Self.trap(.start)) }) == "s0 is up")
    #expect(Self.objection(to: { $0.play(Self.trap(.timeout)) }, after: Self.isDown) == "s0 is down")
    #expect(
      Self.objection(to: { $0.play(Self.trap(.start)) }, after: Self.isDown)
        == "s0 has started before, and can only restart")
  }

  @Test("a trap in a start or a restart does apply, breaks only NoTrap, and can be written and read")
  func trapsAtStart() throws {
    for (point, started) in [(TrapPoint.start, false), (.restart, true)] {
      var play = Play(checks: Checker.allChecks, started: started)
      if started { _ = play.does(.crash, 0) }
      #expect(play.play(Self.trap(point)) == .played)
      #expect(play.violations == ["NoTrap"])
      var writer = TraceWriter(header: TraceHeader(servers: 3, recordsSent: true))
      for event in play.recorded { writer.write(event) }
      var reader = try TraceReader(bytes: writer.takeBytes(), name: "t")
      var (event, checker) = (TraceEvent(), Checker(servers: 3, recordsSent: true))
      while try reader.next(into: &event) { checker.observe(event) }
      #expect(checker.violations.map(\.invariant) == ["NoTrap"])
      // What follows is as after any crash.
      #expect(play.does(.restart, 0) == .played)
      #expect(play.violations == ["NoTrap"])
    }
  }

  @Test("a second start")
  func starts() {
    #expect(Self.objection(to: { $0.does(.start, 0) }) == "s0 is up")
    #expect(
      Self.objection(to: { $0.does(.start, 0) }, after: Self.isDown) == "s0 has started before, and can only restart")
  }

  @Test("a server that the cluster does not have", arguments: [-1, 3, Int.max])
  func servers(_ id: Int) {
    for action in Action.allCases where action.isServerStep && action != .receive {
      let reason = Self.objection(to: { $0.does(action, id) })
      #expect(reason == "there is no server s\(id) in a cluster of 3")
    }
    #expect(Self.objection(to: { $0.does(.receive, .voteReply, from: id, to: id) }) != nil)
  }

  @Test("a state that no server can have")
  func recordedState() {
    let changes: [(inout TraceEvent) -> Void] = [
      { $0.state.term = -1 }, { $0.state.term = .max }, { $0.state.vote = 3 },
      {
        $0.logKept = 0
        $0.appended = [TraceEntry(term: -1, command: 1)]
      },
    ]
    for change in changes {
      var event = TraceEvent()
      event.server = 0
      change(&event)
      let reason = Self.objection(started: false, to: { $0.play(event) })
      #expect(reason == "s0 starts with a recorded state that no server can have")
    }
  }
}

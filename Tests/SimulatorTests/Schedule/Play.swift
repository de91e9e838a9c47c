import RaftCore
import Simulator
import TraceChecker

/// A player with the steps that it recorded, and actions in few words.
struct Play {
  var player: SchedulePlayer<RaftCoreServer>
  private(set) var recorded: [TraceEvent] = []

  init(
    servers: Int = 3, noOp: Bool = true, defect: Defect? = nil,
    checks: [any Check] = Checker.stepChecks, started: Bool = true
  ) {
    player = SchedulePlayer(
      configuration: Configuration(servers: servers, appendsNoOp: noOp), defect: defect, checks: checks)
    if started { for id in 0..<servers { _ = does(.start, id) } }
  }

  /// Plays an action of one server.
  mutating func does(_ action: Action, _ server: Int, command: UInt64 = 0) -> PlayedAction {
    var event = TraceEvent()
    event.action = action
    event.server = server
    event.client.command = command
    return play(event)
  }

  /// Plays what becomes of the first message of a kind on a link, or of one that is not in transit.
  mutating func does(
    _ action: Action, _ kind: TraceMessage.Kind, from: Int, to: Int
  ) -> PlayedAction {
    play(Self.event(action, message(kind, from: from, to: to)))
  }

  mutating func play(_ event: TraceEvent) -> PlayedAction {
    var steps: [TraceEvent] = []
    let outcome = player.play(event) { steps.append(copy $0) }
    recorded += steps
    return outcome
  }

  static func event(_ action: Action, _ message: TraceMessage) -> TraceEvent {
    var event = TraceEvent()
    event.action = action
    event.message = message
    if action == .receive { event.server = message.to }
    return event
  }

  /// The first message of a kind in transit on a link; a bare one if there is none.
  func message(_ kind: TraceMessage.Kind, from: Int, to: Int) -> TraceMessage {
    var bare = TraceMessage()
    bare.kind = kind
    (bare.from, bare.to) = (from, to)
    return messages.first { $0.kind == kind && $0.from == from && $0.to == to } ?? bare
  }

  /// The messages in transit, each once.
  var messages: [TraceMessage] {
    player.messages.all.map { copies in
      var message = TraceMessage()
      TraceAdapter.describe(copies.message, in: &message)
      return message
    }
  }

  /// Has `leader` win an election by the vote of `voter`.
  mutating func elect(_ leader: Int, by voter: Int) {
    _ = does(.timeout, leader)
    _ = does(.receive, .voteRequest, from: leader, to: voter)
    _ = does(.receive, .voteReply, from: voter, to: leader)
  }

  var violations: [String] { player.observer.checker.violations.map(\.invariant) }
}

import RaftCore
import Simulator
import TraceChecker

/// A schedule that is played while it is written.
struct Script {
  private(set) var schedule: Schedule
  private(set) var player: SchedulePlayer<RaftCoreServer>

  /// Servers that have started, unless they are to start with a recorded state.
  init(_ configuration: Configuration, defect: Defect? = nil, isStarted: Bool = true) {
    schedule = Schedule(configuration: configuration, defect: defect)
    player = SchedulePlayer(configuration: configuration, defect: defect)
    if isStarted { for server in 0..<configuration.servers { does(.start, server) } }
  }

  /// A server starts with a log, all of it of one term.
  mutating func starts(_ server: Int, term: Int, commands: [UInt64]) {
    var event = TraceEvent()
    (event.action, event.server, event.state.term) = (.start, server, term)
    event.logKept = 0
    event.appended = commands.map { TraceEntry(term: term, command: $0) }
    play(event)
  }

  mutating func does(_ action: Action, _ server: Int, command: UInt64 = 0) {
    var event = TraceEvent()
    (event.action, event.server, event.client.command) = (action, server, command)
    play(event)
  }

  /// The message of a kind and term arrives that is in transit on a link.
  mutating func receives(_ kind: TraceMessage.Kind, from: Int, to: Int, term: Int) {
    move(.receive, kind, from, to, term)
  }

  /// It will arrive once more.
  mutating func duplicates(_ kind: TraceMessage.Kind, from: Int, to: Int, term: Int) {
    move(.duplicate, kind, from, to, term)
  }

  private mutating func move(_ action: Action, _ kind: TraceMessage.Kind, _ from: Int, _ to: Int, _ term: Int) {
    var event = TraceEvent()
    event.action = action
    if action == .receive { event.server = to }
    for copies in player.messages.all where copies.message.from == from && copies.message.to == to {
      TraceAdapter.describe(copies.message, in: &event.message)
      if event.message.kind == kind, event.message.term == term { return play(event) }
    }
    preconditionFailure("no \(kind) of term \(term) is in transit from s\(from) to s\(to)")
  }

  private mutating func play(_ event: TraceEvent) {
    let outcome = player.play(event)
    precondition(outcome == .played, "\(event.action) does not apply: \(outcome)")
    schedule.actions.append(event)
  }
}

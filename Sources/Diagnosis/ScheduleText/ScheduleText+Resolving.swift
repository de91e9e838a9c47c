import RaftCore
import Simulator
import TraceChecker

extension ScheduleText {
  /// The schedule that the text is, as far as its messages are in transit when it is played.
  ///
  /// Playing the schedule ends with the reason where a message is not. Steps have the numbers of their lines.
  /// - Parameter core: what the servers are made of.
  public func schedule(core: CoreType = .raftCore) -> Schedule { resolve(core: core) }

  /// The schedule that the text is for servers of a core.
  /// - Parameters:
  ///   - core: what the servers are made of.
  ///   - calls: counts the calls of the servers.
  ///   - isCancelled: whether to end early; asked every few hundred actions.
  package func resolve(
    core: CoreType = .raftCore, calls: CoreCalls = CoreCalls(), isCancelled: @escaping () -> Bool = { false }
  ) -> Schedule {
    var schedule = Schedule(configuration: configuration, defect: defect)
    schedule.core = core
    calls.restart()
    return schedule.withPlayer(
      checks: [], calls: calls, ResolveActions(text: self, schedule: schedule, isCancelled: isCancelled))
  }
}

/// Plays a text, and finds the messages that it refers to.
private struct ResolveActions: SchedulePlayerUse {
  let text: ScheduleText
  let schedule: Schedule
  let isCancelled: () -> Bool

  func use<Core>(_ player: consuming SchedulePlayer<Core>) -> Schedule {
    var schedule = schedule
    for id in text.startedImplicitly {
      var start = ScheduleStep.start(id, StartingState()).event(nil)
      // They have no line of their own.
      start.sequence = text.lines.first?.number ?? 0
      schedule.append(recorded: start)
      _ = player.play(schedule.actions[schedule.actions.count - 1])
    }
    for (offset, line) in text.lines.enumerated() {
      if offset & 255 == 255, isCancelled() { break }
      let message = line.action.reference.flatMap { reference in
        reference.find(in: player.messages.described(from: reference.from, to: reference.to), text.catalog)
      }
      if let reference = line.action.reference, message == nil {
        schedule.unplayable = Schedule.UnplayableAction(
          number: line.number, reason: objection(to: reference, player.messages))
        break
      }
      guard var event = line.action.event(message) else { continue }
      event.sequence = line.number
      schedule.append(recorded: event)
      // What does not apply is found again when the schedule is played, with the reason.
      if case .doesNotApply = player.play(schedule.actions[schedule.actions.count - 1]) { break }
      if player.calls.areOver { break }
    }
    return schedule
  }

  /// Why no message is the one that is meant: what is in transit from its sender instead.
  private func objection<Message>(
    to reference: MessageReference, _ messages: MessagesInTransit<Message>
  ) -> String {
    let words = ScheduleWords(names: text.names, catalog: text.catalog)
    let sent = messages.described(from: reference.from)
    let shown = sent.prefix(Self.mostShown).map { words.text(MessageReference(to: $0, in: sent, text.catalog)) }
    let rest = sent.count > shown.count ? " and \(sent.count - shown.count) more" : ""
    let list = sent.isEmpty ? "nothing" : shown.joined(separator: ", ") + rest
    return "no \(words.text(reference)) is in transit; from \(text.names[reference.from]) there is \(list)"
  }

  private static let mostShown = 8
}

extension ScheduleAction {
  /// The message that it is about, if it is about one.
  fileprivate var reference: MessageReference? {
    switch self {
    case .lose(let message), .duplicate(let message): message
    case .step(.receive(let message)), .trap(.receive(let message)): message
    default: nil
    }
  }

  /// The event of a trace with this action; `nil` if nothing happens.
  fileprivate func event(_ message: TraceMessage?) -> TraceEvent? {
    switch self {
    case .step(let step): return step.event(message)
    case .trap(let step):
      var event = step.event(message)
      event.details.trap = TrapPoint(event.action)
      event.action = .crash
      return event
    case .trapOnApply(let id):
      var event = TraceEvent.of(.crash, id)
      event.details.trap = .apply
      return event
    case .crash(let id): return .of(.crash, id)
    case .lose: return .of(.lose, TraceEvent.none, message)
    case .duplicate: return .of(.duplicate, TraceEvent.none, message)
    case .absence: return nil
    }
  }
}

extension ScheduleStep {
  fileprivate func event(_ message: TraceMessage?) -> TraceEvent {
    switch self {
    case .start(let id, let state):
      var event = TraceEvent.of(.start, id)
      event.state.term = state.term
      event.state.vote = state.vote ?? TraceEvent.none
      if !state.log.isEmpty { (event.logKept, event.appended) = (0, state.log) }
      return event
    case .restart(let id): return .of(.restart, id)
    case .timeout(let id): return .of(.timeout, id)
    case .heartbeat(let id): return .of(.heartbeat, id)
    case .receive(let reference): return .of(.receive, reference.to, message)
    case .request(let id, let command, let client):
      var event = TraceEvent.of(.request, id)
      event.client.command = command
      event.client.client = client ?? TraceEvent.none
      return event
    }
  }
}

extension TraceEvent {
  fileprivate static func of(_ action: Action, _ server: ServerID, _ message: TraceMessage? = nil) -> TraceEvent {
    var event = TraceEvent()
    (event.action, event.server) = (action, server)
    if let message { event.message = message }
    return event
  }
}

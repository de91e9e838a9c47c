import RaftCore
import Simulator
import TraceChecker

extension ScheduleText {
  /// Makes a text of a schedule, which is played for that without checks: this shows which messages are in transit.
  ///
  /// What a schedule does not have, such as a partition, is left out. The numbers of the lines are those of `text`.
  /// - Parameters:
  ///   - schedule: the schedule.
  ///   - expected: the failure that it is expected to show.
  ///   - calls: counts the calls of the servers.
  ///   - isCancelled: whether to end early; asked every few hundred actions.
  /// - Returns: the text of what applies, and why the rest does not, if it does not.
  package static func written(
    _ schedule: Schedule, expected: ExpectedFailure? = nil, calls: CoreCalls = CoreCalls(),
    isCancelled: @escaping () -> Bool = { false }
  ) -> (text: ScheduleText, obstacle: ScheduleResult.Obstacle?) {
    var text = ScheduleText(configuration: schedule.configuration)
    (text.defect, text.core, text.expected) = (schedule.defect, schedule.core.name, expected)
    calls.restart()
    let written = schedule.withPlayer(
      checks: [], calls: calls, WriteActions(actions: schedule.actions, catalog: text.catalog, isCancelled: isCancelled)
    )
    var obstacle = written.obstacle
    if obstacle == nil, let unplayable = schedule.unplayable {
      obstacle = ScheduleResult.Obstacle(step: schedule.actions.count + 1, reason: unplayable.reason)
    }
    text.add(written.actions)
    return (text.renumbered, obstacle)
  }

  /// The text of a schedule up to the first action that does not apply.
  /// - Parameters:
  ///   - schedule: the schedule. It is played.
  ///   - expected: the failure that it is expected to show.
  public init(_ schedule: Schedule, expected: ExpectedFailure? = nil) {
    self = Self.written(schedule, expected: expected).text
  }

  /// Adds the actions of a schedule. Starts that come first, in the order of the servers and with nothing on the disks,
  /// need no line.
  private mutating func add(_ actions: [ScheduleAction]) {
    var implicit: [ServerID] = []
    for action in actions {
      guard case .step(.start(let id, let state)) = action, state.isEmpty, id > implicit.last ?? -1 else { break }
      implicit.append(id)
    }
    let started = Set(actions.compactMap(\.serverOfStart))
    for id in 0..<configuration.servers where !started.contains(id) { append(.absence(id), line: 0) }
    for action in actions.dropFirst(implicit.count) { append(action, line: 0) }
  }
}

/// Plays a schedule, and words its actions as references to what is in transit.
private struct WriteActions: SchedulePlayerUse {
  let actions: [TraceEvent]
  let catalog: MessageCatalog
  let isCancelled: () -> Bool

  func use<Core>(
    _ player: consuming SchedulePlayer<Core>
  ) -> (actions: [ScheduleAction], obstacle: ScheduleResult.Obstacle?) {
    var written: [ScheduleAction] = []
    for offset in actions.indices {
      if offset & 255 == 255, isCancelled() { break }
      let action = action(actions[offset], player.messages)
      switch player.play(actions[offset]) {
      case .played: if let action { written.append(action) }
      case .skipped: break
      case .doesNotApply(let reason): return (written, ScheduleResult.Obstacle(step: offset + 1, reason: reason))
      }
      if player.calls.areOver { break }
    }
    return (written, nil)
  }

  /// The action that an event is; `nil` if a schedule does not have it.
  private func action<Message>(_ event: TraceEvent, _ messages: MessagesInTransit<Message>) -> ScheduleAction? {
    let isTrap = event.action == .crash && event.details.trap != nil
    switch event.action {
    case .crash where event.details.trap == .apply: return .trapOnApply(event.server)
    case .crash where !isTrap: return .crash(event.server)
    case .lose: return .lose(reference(to: event.message, messages))
    case .duplicate: return .duplicate(reference(to: event.message, messages))
    default: break
    }
    let step = step(event.details.trap?.step ?? event.action, event, messages)
    return step.map { isTrap ? .trap($0) : .step($0) }
  }

  private func step<Message>(
    _ action: Action, _ event: TraceEvent, _ messages: MessagesInTransit<Message>
  ) -> ScheduleStep? {
    switch action {
    case .start: .start(event.server, StartingState(recordedBy: event))
    case .restart: .restart(event.server)
    case .timeout: .timeout(event.server)
    case .heartbeat: .heartbeat(event.server)
    case .receive: .receive(reference(to: event.message, messages))
    case .request:
      .request(
        event.server, command: event.client.command,
        client: event.client.client == TraceEvent.none ? nil : event.client.client)
    default: nil
    }
  }

  private func reference<Message>(
    to message: TraceMessage, _ messages: MessagesInTransit<Message>
  ) -> MessageReference {
    MessageReference(to: message, in: messages.described(from: message.from, to: message.to), catalog)
  }
}

extension StartingState {
  /// What the event of a start records.
  fileprivate init(recordedBy start: TraceEvent) {
    self.init(
      term: start.state.term, vote: start.state.vote == TraceEvent.none ? nil : start.state.vote,
      log: start.logKept == nil ? [] : start.appended)
  }
}

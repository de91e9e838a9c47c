import RaftCore
import TraceChecker

/// Words the actions of a schedule.
struct ScheduleWords {
  let names: ServerNames
  let catalog: MessageCatalog

  func text(_ action: ScheduleAction) -> String {
    switch action {
    case .step(let step): "\(names[step.server]) \(text(step))"
    case .trap(let step): "\(names[step.server]) traps when it \(text(step))"
    case .trapOnApply(let id): "\(names[id]) traps when it applies an entry"
    case .crash(let id): "\(names[id]) crashes"
    case .lose(let message): "lose \(text(message))"
    case .duplicate(let message): "duplicate \(text(message))"
    case .absence(let id): "\(names[id]) never starts"
    }
  }

  /// A message with its link, as the network sees it.
  func text(_ message: MessageReference) -> String {
    "\(kind(message)) \(names[message.from]) -> \(names[message.to])" + details(message)
  }

  private func text(_ step: ScheduleStep) -> String {
    switch step {
    case .start(_, let state): "starts" + text(state)
    case .restart: "restarts"
    case .timeout: "times out"
    case .heartbeat: "sends heartbeats"
    case .receive(let message): "receives \(kind(message)) from \(names[message.from])" + details(message)
    case .request(_, let command, let client): "receives request \(command)" + (client.map { " of c\($0)" } ?? "")
    }
  }

  private func text(_ state: StartingState) -> String {
    guard !state.isEmpty else { return "" }
    var parts = ["term \(state.term)"]
    if let vote = state.vote { parts.append("vote \(names[vote])") }
    if !state.log.isEmpty { parts.append("log " + state.log.map(text).joined(separator: " ")) }
    return " with " + parts.joined(separator: ", ")
  }

  private func text(_ entry: TraceEntry) -> String {
    "\(entry.term):" + (entry.command == 0 ? "no-op" : "\(entry.command)")
  }

  private func kind(_ message: MessageReference) -> String { MessageKindWords.word(message.kind, catalog) }

  private func details(_ message: MessageReference) -> String {
    let conditions = message.conditions.map { " \($0.field) \($0.value)" }.joined()
    return conditions + (message.ordinal > 1 ? " #\(message.ordinal)" : "")
  }
}

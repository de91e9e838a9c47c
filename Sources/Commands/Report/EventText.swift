import TraceChecker

/// An event of a trace in words, one line each.
enum EventText {
  /// - Parameter hasTime: whether its time means anything; that of a schedule's step does not.
  static func line(_ event: TraceEvent, hasTime: Bool = true) -> String {
    let place = "#\(event.sequence)  " + (hasTime ? "\(VirtualTime.text(event.time))  " : "")
    return place + words(event)
  }

  /// What happened, and how the server stands then.
  static func words(_ event: TraceEvent) -> String {
    text(event) + (event.action.isServerStep ? state(event) : "")
  }

  private static func text(_ event: TraceEvent) -> String {
    let server = "s\(event.server)"
    switch event.action {
    case .start: return "\(server) starts"
    case .timeout: return "\(server) times out"
    case .heartbeat: return "\(server) sends heartbeats"
    case .receive: return "\(server) receives \(MessageText.text(event.message))"
    case .request: return "\(server) is asked\(asker(event.client)) for command \(event.client.command)"
    case .crash: return "\(server) crashes"
    case .restart: return "\(server) restarts"
    case .partition: return partition(event)
    case .heal: return "the partition heals"
    case .lose: return "lost: \(MessageText.text(event.message)) to s\(event.message.to)"
    case .duplicate: return "will arrive twice: \(MessageText.text(event.message)) to s\(event.message.to)"
    case .invoke: return "c\(event.client.client) wants command \(event.client.command): \(event.client.text)"
    case .answer: return answer(event.client)
    case .pause: return "\(server) stands still"
    case .resume: return "\(server) goes on"
    }
  }

  private static func asker(_ part: borrowing ClientPart) -> String {
    part.client == TraceEvent.none ? "" : " by c\(part.client)"
  }

  private static func partition(_ event: TraceEvent) -> String {
    if event.cut.isEmpty { return "partition: \(group(event.group)) apart from the others" }
    var links: [String] = []
    event.cut.forEach { links.append("s\($0)→s\($1)") }
    return "partition: cut " + links.joined(separator: ", ")
  }

  private static func group(_ group: UInt16) -> String {
    (0..<16).filter { group >> $0 & 1 == 1 }.map { "s\($0)" }.joined(separator: ", ")
  }

  private static func answer(_ part: ClientPart) -> String {
    switch part.outcome {
    case .committed:
      "c\(part.client) has its answer to command \(part.command), committed at \(part.index): \(part.text)"
    case .notLeader, .unknown: "c\(part.client) gives up command \(part.command)"
    }
  }

  /// How the server stands after the step.
  private static func state(_ event: TraceEvent) -> String {
    let vote = event.state.vote == TraceEvent.none ? "no vote" : "vote s\(event.state.vote)"
    var text = " → \(event.state.role) of term \(event.state.term), \(vote), commit \(event.state.commit)"
    if let kept = event.logKept { text += ", log: \(MessageText.text(event.appended)) behind \(kept)" }
    return text
  }
}

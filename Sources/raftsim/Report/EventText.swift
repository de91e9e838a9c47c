import TraceChecker

/// An event of a trace in words, one line each.
enum EventText {
  static func line(_ event: borrowing TraceEvent) -> String {
    let place = "#\(event.sequence)  \(time(event.time))  "
    return place + text(event) + (event.action.isServerStep ? state(event) : "")
  }

  /// Virtual time in seconds, to the microsecond.
  static func time(_ microseconds: Int) -> String {
    let fraction = String(1_000_000 + microseconds % 1_000_000).dropFirst()
    return "\(microseconds / 1_000_000).\(fraction) s"
  }

  private static func text(_ event: borrowing TraceEvent) -> String {
    let server = "s\(event.server)"
    switch event.action {
    case .start: return "\(server) starts"
    case .timeout: return "\(server) times out"
    case .heartbeat: return "\(server) sends heartbeats"
    case .receive: return "\(server) receives \(message(event.message))"
    case .request: return "\(server) is asked by c\(event.client.client) for command \(event.client.command)"
    case .crash: return "\(server) crashes"
    case .restart: return "\(server) restarts"
    case .partition: return "partition: \(group(event.group)) apart from the others"
    case .heal: return "the partition heals"
    case .lose: return "lost: \(message(event.message)) to s\(event.message.to)"
    case .duplicate: return "will arrive twice: \(message(event.message)) to s\(event.message.to)"
    case .invoke: return "c\(event.client.client) wants command \(event.client.command): \(event.client.text)"
    case .answer: return answer(event.client)
    }
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

  private static func message(_ message: TraceMessage) -> String {
    let origin = "from s\(message.from), term \(message.term)"
    let place = "\(message.index) of term \(message.indexTerm)"
    switch message.kind {
    case .voteRequest: return "a request for its vote \(origin), log to \(place)"
    case .voteReply: return "\(message.success ? "a vote" : "a refusal to vote") \(origin)"
    case .appendRequest:
      return "\(entries(message)) \(origin), behind \(place), commit \(message.commit)"
    case .appendReply where message.success: return "agreement up to \(message.index) \(origin)"
    case .appendReply:
      return "disagreement at \(message.index) \(origin), hint \(message.hintIndex) of term \(message.hintTerm)"
    case .forward: return "command \(message.command) forwarded \(origin)"
    case .forwardReply: return "the answer to command \(message.command) (\(message.outcome)) \(origin)"
    }
  }

  private static func entries(_ message: TraceMessage) -> String {
    message.entries.isEmpty ? "a heartbeat" : "entries \(list(message.entries))"
  }

  private static func list(_ entries: [TraceEntry]) -> String {
    let texts = entries.prefix(8).map { "\($0.term):\($0.command == 0 ? "no-op" : String($0.command))" }
    return "[" + texts.joined(separator: " ") + (entries.count > 8 ? " …]" : "]")
  }

  /// How the server stands after the step.
  private static func state(_ event: borrowing TraceEvent) -> String {
    let vote = event.state.vote == TraceEvent.none ? "no vote" : "vote s\(event.state.vote)"
    var text = " → \(event.state.role) of term \(event.state.term), \(vote), commit \(event.state.commit)"
    if let kept = event.logKept { text += ", log: \(list(event.appended)) behind \(kept)" }
    return text
  }
}

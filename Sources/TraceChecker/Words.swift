/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

  static func servers(_ servers: [Int]) -> String {
    servers.isEmpty ? "nobody" : servers.map(server).joined(separator: ", ")
  }

  static func vote(_ vote: Int) -> String { vote == TraceEvent.none ? "nobody" : server(vote) }

  static func entries(_ entries: [TraceEntry]) -> String {
    let shown = entries.prefix(4).map { entry($0) }.joined(separator: ", ")
    return entries.isEmpty ? "none" : shown + (entries.count > 4 ? ", ..." : "")
  }

  /// What a step did to a log.
  static func written(_ entries: [TraceEntry], behind kept: Int) -> String {
    entries.isEmpty ? "nothing behind index \(kept)" : "\(self.entries(entries)) behind index \(kept)"
  }

  /// A message with all that its kind has.
  static func message(_ message: TraceMessage) -> String {
    let name = "\(message.kind) of term \(message.term)"
    switch message.kind {
    case .voteRequest: return "\(name), log to \(message.index) of term \(message.indexTerm)"
    case .voteReply: return "\(name), \(message.success ? "granted" : "refused")"
    case .appendRequest:
      return "\(name) behind \(message.index) of term \(message.indexTerm), commit \(message.commit), "
        + "entries: \(entries(message.entries))"
    case .appendReply where message.success: return "\(name), agreement up to \(message.index)"
    case .appendReply:
      return "\(name), disagreement at \(message.index), hint \(message.hintIndex) of term \(message.hintTerm)"
    case .forward: return "\(name), command \(message.command)"
    case .forwardReply: return "\(name), command \(message.command): \(message.outcome) at \(message.index)"
    }
  }

  static func state(_ state: ServerState) -> String { "\(state.role) of term \(state.term)" }

  static func log(_ log: borrowing LogHistory) -> String {
    log.count == 0 ? "empty" : "to index \(log.count) of term \(log.lastTerm)"
  }

  /// What happened in a step, to be said behind "by".
  static func step(_ change: Transition) -> String {
    switch change.action {
    case .timeout: "a timeout"
    case .heartbeat: "a heartbeat"
    case .request: "a client's request"
    case .receive: "receiving \(message(change.received))"
    default: "a \(change.action)"
    }
  }

  static func message(_ kind: TraceMessage.Kind?) -> String {
    switch kind {
    case nil: "a message"
    case .voteRequest: "a request for its vote"
    case .voteReply: "the answer to a request for votes"
    case .appendRequest: "an append"
    case .appendReply: "the answer to an append"
    case .forward: "a forwarded request"
    case .forwardReply: "the answer to a forwarded request"
    }
  }

  static func entry(_ entry: TraceEntry?) -> String {
    guard let entry else { return "no entry" }
    let command = entry.command == 0 ? "no-op" : "command \(entry.command)"
    return "\(command) of term \(entry.term)"
  }
}

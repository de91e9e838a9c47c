/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

  static func servers(_ servers: [Int]) -> String {
    servers.isEmpty ? "nobody" : servers.map(server).joined(separator: ", ")
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

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
    entries.isEmpty ? "nothing after index \(kept)" : "\(self.entries(entries)) after index \(kept)"
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

  static func message(_ kind: TraceMessage.Kind?) -> String { kind.map { MessageText.text($0) } ?? "a message" }

  static func entry(_ entry: TraceEntry?) -> String {
    guard let entry else { return "no entry" }
    let command =
      entry.kind == .configuration
      ? "configuration \(entry.command)" : entry.command == 0 ? "no-op" : "command \(entry.command)"
    return "\(command) of term \(entry.term)"
  }
}

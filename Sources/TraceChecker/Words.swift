/// How servers and entries are called in evidence.
enum Words {
  static func server(_ server: Int) -> String { "s\(server)" }

  static func entries(_ entries: [TraceEntry]) -> String {
    let shown = entries.prefix(4).map { entry($0) }.joined(separator: ", ")
    return entries.isEmpty ? "none" : shown + (entries.count > 4 ? ", ..." : "")
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

  static func entry(_ entry: TraceEntry?) -> String {
    guard let entry else { return "no entry" }
    let command = entry.command == 0 ? "no-op" : "command \(entry.command)"
    return "\(command) of term \(entry.term)"
  }
}

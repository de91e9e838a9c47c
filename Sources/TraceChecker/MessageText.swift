/// Messages and entries in words, for people who read what happened.
public enum MessageText {
  /// What a message is, and from whom, without the receiver: `a vote from s1, term 2`.
  public static func text(_ message: TraceMessage) -> String {
    let origin = "from s\(message.from), term \(message.term)"
    let place = "\(message.index) of term \(message.indexTerm)"
    switch message.kind {
    case .voteRequest: return "a request for its vote \(origin), log to \(place)"
    case .voteReply: return "\(message.success ? "a vote" : "a refusal to vote") \(origin)"
    case .appendRequest:
      return "\(content(message)) \(origin), behind \(place), commit \(message.commit)"
    case .appendReply where message.success: return "agreement up to \(message.index) \(origin)"
    case .appendReply:
      return "disagreement at \(message.index) \(origin), hint \(message.hintIndex) of term \(message.hintTerm)"
    case .forward: return "command \(message.command) forwarded \(origin)"
    case .forwardReply: return "the answer to command \(message.command) (\(message.outcome)) \(origin)"
    }
  }

  /// The first entries of a list, each as its term and its command.
  public static func text(_ entries: [TraceEntry]) -> String {
    let texts = entries.prefix(8).map { "\($0.term):\($0.command == 0 ? "no-op" : String($0.command))" }
    return "[" + texts.joined(separator: " ") + (entries.count > 8 ? " …]" : "]")
  }

  private static func content(_ message: TraceMessage) -> String {
    message.entries.isEmpty ? "a heartbeat" : "entries \(text(message.entries))"
  }
}

extension DeviationText {
  /// Conditions on what is sent and received; `nil` for others.
  static func sending(_ server: String, _ condition: Deviation.Condition) -> String? {
    switch condition {
    case .sends(let message, let rule):
      "\(server) must not send \(MessageText.text(message, namesReceiver: true))\(text(rule).map { "; \($0)" } ?? "")"
    case .answers(let count): "\(server) must not answer more than once: it answers \(count) times"
    case .forwards(let count): "\(server) must not forward a request more than once: it forwards it \(count) times"
    case .notInTransit(let message):
      "this message was never sent, or was received or lost as often as it was sent: "
        + MessageText.text(message, namesReceiver: true)
    case .unspecifiedKind(let message):
      "\(server) must not receive \(MessageText.text(message)); the specification has only messages of the kinds "
        + MessageCatalog.standard.specified
    case .notSpecified(let action): "\(server) must not \(action): the specification has no such action"
    default: nil
    }
  }

  /// What the message would have to be, where the reason alone does not say it.
  private static func text(_ rule: Deviation.SendingRule) -> String? {
    switch rule {
    case .voteRequest, .appendRequest, .forward, .forwardReply, .accepted: nil
    case .noAnswer: "this step has no answer"
    case .vote(let granted, _): "the vote must be \(granted ? "granted" : "refused")"
    case .rejected(let previous, _, _, _): "the reply must be: rejected at index \(previous)"
    case .specifiedKind: "the specification has only messages of the kinds \(MessageCatalog.standard.specified)"
    }
  }

  /// The first entry of a log with a term above that of what follows it.
  private static func falling(_ entries: [TraceEntry], _ term: Int) -> String {
    for (offset, entry) in entries.enumerated().dropLast() where entry.term > entries[offset + 1].term {
      return "\(EvidenceText.entry(entry)) before \(EvidenceText.entry(entries[offset + 1]))"
    }
    return "\(EvidenceText.entry(entries.last)) at the end of its log: its term is \(term)"
  }

  /// Conditions on a server that starts or restarts.
  static func starting(_ server: String, _ condition: Deviation.Condition) -> String {
    switch condition {
    case .startRole(let role): "\(server) must not start as a \(role): a server starts as a follower"
    case .startCommit(let commit, let length):
      "\(server) must not start with commit index \(commit): its log ends at \(length)"
    case .startLog(let entries, let term): "\(server) must not start with \(falling(entries, term))"
    case .startSends(let message):
      "\(server) must not send a message when it starts: it sends \(MessageText.text(message, namesReceiver: true))"
    default: condition.kind
    }
  }
}

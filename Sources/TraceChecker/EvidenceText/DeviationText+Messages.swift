extension DeviationText {
  /// Conditions on what is sent and received; `nil` for others.
  static func sending(_ server: String, _ condition: Deviation.Condition) -> String? {
    switch condition {
    case .sends(let message, let rule):
      "\(server) must not send \(MessageText.text(message, namesReceiver: true)); \(text(rule))"
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

  private static func text(_ rule: Deviation.SendingRule) -> String {
    switch rule {
    case .voteRequest: "only a candidate requests votes, with its term and with the index and term of its last entry"
    case .appendRequest:
      "an append carries its leader's term, the leader's entries after an index that is not below the match index, and no "
        + "commit index above the leader's"
    case .forward: "only the request of this step may be forwarded, by a server that does not lead"
    case .forwardReply: "an answer to a forwarded request must agree with the log"
    case .noAnswer: "this step has no answer"
    case .vote(let granted, let term): "the reply in term \(term) must be: vote \(granted ? "granted" : "refused")"
    case .accepted(let match, let term): "the reply in term \(term) must be: logs match up to index \(match)"
    case .rejected(let previous, let conflictIndex, let conflictTerm, let term):
      "the reply in term \(term) must be: rejected at index \(previous), conflict at index \(conflictIndex) of term "
        + "\(conflictTerm) or not given"
    case .specifiedKind: "the specification has only messages of the kinds \(MessageCatalog.standard.specified)"
    }
  }

  /// Conditions on a server that starts or restarts.
  static func starting(_ server: String, _ condition: Deviation.Condition) -> String {
    switch condition {
    case .startRole(let role): "\(server) must not start as a \(role): a server starts as a follower"
    case .startCommit(let commit, let length):
      "\(server) must not start with commit index \(commit): its log ends at \(length)"
    case .startLog(let entries, let term):
      "\(server) must not start with a log whose terms fall, or exceed its own term \(term): \(Words.entries(entries))"
    case .startSends(let message):
      "\(server) must not send a message when it starts: it sends \(MessageText.text(message, namesReceiver: true))"
    default: condition.kind
    }
  }
}

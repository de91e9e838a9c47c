extension DeviationText {
  /// The one thing that differs, as a clause about the server.
  static func text(_ reason: Deviation.Reason) -> String {
    switch reason {
    case .terms(let own, let message): "its term is \(own), the message's is \(message)"
    case .newerTerm(let before, let message): "its term was \(before), the message's is \(message)"
    case .heardLeader(let leader): "it heard from \(Words.server(leader)), the leader of its term"
    case .role(let role): "it is a \(role)"
    case .voted(let candidate): "it voted for \(Words.server(candidate)) in the same term"
    case .logEnds(let candidate, let own):
      "the candidate's log ends at \(EvidenceText.place(candidate)), its own at \(EvidenceText.place(own))"
    default: appending(reason) ?? committing(reason) ?? messages(reason)
    }
  }

  private static func appending(_ reason: Deviation.Reason) -> String? {
    switch reason {
    case .noPreviousEntry(let index, let last): "the request's entries follow index \(index), its log ends at \(last)"
    case .previousTerm(let index, let own, let message):
      "its entry at index \(index) is of term \(own), the leader's is of term \(message)"
    case .hasPrevious(0, _): "the request's entries begin at index 1"
    case .hasPrevious(let index, let term):
      "its log has the entry at index \(index) of term \(term) that the request's entries follow"
    case .conflict(let index, let own, let message):
      "its entry at index \(index) is of term \(own), the request's is of term \(message)"
    case .agrees(let index): "its log agrees with the request up to index \(index)"
    case .requestEnds(let index): "the request's entries end at index \(index)"
    case .logEnd(let last, let before) where before > last:
      "its log ended at index \(before) before this step, and now ends at \(last)"
    case .logEnd(let last, _): "its log ends at index \(last)"
    case .hint(let index, 0): "its log has no entry at index \(index)"
    case .hint(let index, let term): "its first entry of term \(term) is at index \(index)"
    default: nil
    }
  }

  private static func committing(_ reason: Deviation.Reason) -> String? {
    switch reason {
    case .holders(let holders, let index, let servers, let isMajority):
      isMajority
        ? "\(EvidenceText.servers(holders)), of \(servers) servers, have index \(index)"
        : "of \(servers) servers only \(EvidenceText.servers(holders)) \(holders.count == 1 ? "is" : "are") known to have "
          + "index \(index)"
    case .earlierTerm(let index, let term, let own):
      "its entry at index \(index) is of term \(term), its term is \(own)"
    case .leaderCommit(let commit): "the leader's commit index in the request is \(commit)"
    case .noRequestOfLeader: "no request of a leader raises its commit index in this step"
    case .commitIndex(let own, let message): "its commit index is \(own), the message's is \(message)"
    default: nil
    }
  }

  private static func messages(_ reason: Deviation.Reason) -> String {
    switch reason {
    case .toItself: "a server sends nothing to itself"
    case .sender(let server): "the message received is from \(Words.server(server))"
    case .statedEnd(let own, let message):
      "its log ends at \(EvidenceText.place(own)), not at \(EvidenceText.place(message))"
    case .matches(let match, let first):
      "its match index of the receiver is \(match), and the entries begin at \(first)"
    case .statedTerm(let index, let own, let message):
      "its entry at index \(index) is of term \(own), not \(message)"
    case .entry(let index, let own, let message):
      "it has \(EvidenceText.entry(own)) at index \(index), not \(EvidenceText.entry(message))"
    case .verified(let match): "the request verifies no more than index \(match)"
    case .command(nil, _): "this step received no such request"
    case .command(let requested?, let message): "the command of the request is \(requested), not \(message)"
    default: ""
    }
  }
}

/// Why a step is in a story, in words.
enum ReasonText {
  /// The words of a reason.
  static func text(_ reason: StoryReason) -> String {
    switch reason {
    case .receivedInLaterTerm(let step, let term): "received in #\(step), in term \(term)"
    case .countedInLaterTerm(let step, let term): "this vote arrives in #\(step), in term \(term)"
    case .entryReplaced(let index, let step, let server): "s\(server) removes entry \(index) in #\(step)"
    case .replacesCommitted(let index, let step, let server): "s\(server) had committed entry \(index) in #\(step)"
    case .secondVote(let candidate, let step): "it voted for s\(candidate) in #\(step), in the same term"
    case .secondLeader(let server, let step): "s\(server) became leader of the same term in #\(step)"
    case .lostVote(let candidate): "it had voted for s\(candidate) in this term"
    case .lostTerm(let term): "it had been in term \(term)"
    case .lostEntries(let index): "it had stored entry \(index)"
    case .lost(let step): "lost by the restart in #\(step)"
    case .sentInEarlierTerm(let step, let term): "sent in #\(step), in term \(term)"
    case .overtaken(let step): "sent in #\(step), and overtaken"
    case .received(let step): "received in #\(step)"
    }
  }

  /// Whether a reason says something that the order of the steps does not.
  static func isSpecial(_ reason: StoryReason) -> Bool {
    if case .received = reason { return false }
    return true
  }
}

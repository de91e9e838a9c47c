import TraceChecker

/// A step of a story: the event, the state of its server before it, and what the step means for later steps.
struct StoryStep {
  /// The event. Its message is the one that the step received, and `sent` are those that it sent.
  let event: TraceEvent
  /// The state of the server before the step.
  let before: ServerState
  /// The log of the server before the step.
  let logBefore: [TraceEntry]
  /// The position in the story of the step that sent the message; `nil` if it is not known.
  let sender: Int?
  /// Why the step is in the story, in the order of importance.
  var reasons: [StoryReason] = []

  /// The number of the step in the trace.
  var number: Int { event.sequence }

  /// The entries that the step removed or replaced, with the index of the first.
  var removed: (index: Int, entries: ArraySlice<TraceEntry>)? {
    guard let kept = event.logKept, kept < logBefore.count, event.action != .restart else { return nil }
    let isSame = zip(logBefore[kept...], event.appended).prefix { $0 == $1 }.count
    let first = kept + isSame
    return first < logBefore.count ? (first + 1, logBefore[first...]) : nil
  }

  /// The indexes that the step committed.
  var committed: Range<Int>? {
    event.state.commit > before.commit && event.action.isServerStep
      ? before.commit + 1..<event.state.commit + 1 : nil
  }

  /// Whether what the step stored is not there after a restart.
  var isLostLater: Bool { reasons.contains { if case .lost = $0 { true } else { false } } }

  /// Whether the step made its server the leader.
  var isElection: Bool { event.action.isServerStep && event.state.role == .leader && before.role != .leader }
}

/// Why a step is in a story: what it means for a later step.
enum StoryReason: Hashable {
  /// A message of the step is received in another step, when the receiver has a later term.
  case receivedInLaterTerm(step: Int, term: Int)
  /// The vote is counted in a later term than it was given for.
  case countedInLaterTerm(step: Int, term: Int)
  /// An entry that the step stored or committed is removed or replaced in another step.
  case entryReplaced(index: Int, step: Int, server: Int)
  /// The step replaces an entry that a server had committed.
  case replacesCommitted(index: Int, step: Int, server: Int)
  /// The server had voted for another server in the same term.
  case secondVote(for: Int, step: Int)
  /// Another server leads the same term.
  case secondLeader(server: Int, step: Int)
  /// What a restarted server lacks of what it had.
  case lostVote(for: Int)
  case lostTerm(Int)
  case lostEntries(from: Int)
  /// What the step stored or voted is not there after a restart.
  case lost(step: Int)
  /// The message was sent in an earlier term of its sender.
  case sentInEarlierTerm(step: Int, term: Int)
  /// The message was sent in a step, and one that was sent later on the same link has arrived before.
  case overtaken(sentIn: Int)
  /// The message of the step is received in another step.
  case received(step: Int)
}

/// A restarted server has the term, the vote and the log that it had (Figure 2). TLA+: `DurableStateSurvives`.
public struct DurableStateSurvives: Invariant {
  /// The name, as in `--only`.
  public static let name = "DurableStateSurvives"
  /// The section of the paper.
  public static let section = "5.1"
  /// What must hold, in one sentence.
  public static let statement = "a restarted server has the term, vote and log that it had acknowledged"
  /// Restarts of a server.
  public static let interests: Transition.Changes = .restart
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the durable state before and after. A later term, or a vote where there was none, is no loss: a step that
  /// the crash cut short had written it, and nobody heard of that step.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    loss(change, history).map { .restart(server: change.server, $0) }
  }

  private func loss(_ change: Transition, _ history: borrowing History) -> RestartLoss? {
    let (before, after) = (change.before, change.after)
    if after.term < before.term { return .term(before: before.term, after: after.term) }
    if after.term == before.term, after.vote != before.vote, before.vote != TraceEvent.none {
      let vote = after.vote == TraceEvent.none ? nil : after.vote
      return .vote(term: after.term, before: before.vote, after: vote)
    }
    if change.kept < change.lengthBefore, !change.losesUnacknowledged {
      let index = change.kept + 1
      return .entry(
        index: index, before: change.removed, after: history.servers[change.server].log.entry(at: index))
    }
    let length = history.servers[change.server].log.count
    return length > change.lengthBefore ? .longerLog(before: change.lengthBefore, after: length) : nil
  }
}

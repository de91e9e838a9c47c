/// TLA+: `DurableStateSurvives`. A restarted server has the term, the vote and the log that it had (Figure 2).
public struct DurableStateSurvives: Invariant {
  /// The name.
  public static let name = "DurableStateSurvives"
  /// The section.
  public static let section = "5.1"
  /// The sentence.
  public static let statement = "a restarted server has the term, vote and log that it had acknowledged"
  /// Restarts.
  public static let interests: Transition.Changes = .restart
  /// Its own server.
  public static let scope = InvariantScope.server

  /// No state of its own.
  public init() {}

  /// Compares the durable state before and after. A later term, or a vote where there was none, is no loss: a step that
  /// the crash cut short had written it, and nobody heard of that step.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard let loss = loss(change, history) else { return nil }
    return Evidence(servers: [change.server], "\(Words.server(change.server)) restarts with \(loss)")
  }

  private func loss(_ change: Transition, _ history: borrowing History) -> String? {
    let (before, after) = (change.before, change.after)
    if after.term < before.term { return "term \(after.term) instead of \(before.term)" }
    if after.term == before.term, after.vote != before.vote, before.vote != TraceEvent.none {
      return "a vote for \(Words.vote(after.vote)) instead of \(Words.vote(before.vote)) in term \(after.term)"
    }
    let length = history.servers[change.server].log.count
    if change.kept < change.lengthBefore, !change.losesUnacknowledged {
      return "\(Words.entry(history.servers[change.server].log.entry(at: change.kept + 1))) at index "
        + "\(change.kept + 1) instead of \(Words.entry(change.removed))"
    }
    if length > change.lengthBefore {
      return "a log that ends at index \(length) instead of \(change.lengthBefore)"
    }
    return nil
  }
}

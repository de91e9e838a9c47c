/// The match index that a leader has for a server never decreases while it leads in one term (Figure 2). TLA+:
/// `MatchIndexMonotone`.
///
/// A decrease is harmless in Ongaro's specification, which assigns the index of the reply, so that a late reply lowers
/// the match index. This project's core takes the larger of the two.
public struct MatchIndexMonotone: Invariant {
  /// The name, as in `--only`.
  public static let name = "MatchIndexMonotone"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a leader's match index of a server never falls while it leads"
  /// Match indexes that fell.
  public static let interests: Transition.Changes = .matchFell
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// Every step of a leader that has its indexes.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.state.role == .leader && event.indexes.count > 0
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Finds the server whose match index fell.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let (old, new) = (
      history.unusual[change.server].indexesBefore, history.unusual[change.server].indexes
    )
    guard
      let peer = history.servers.indices.first(where: { $0 != change.server && new.match($0) < old.match($0) })
    else { return nil }
    return .matchIndexFell(
      leader: change.server, state: change.after, peer: peer, from: old.match(peer), to: new.match(peer),
      cause: StepCause(change))
  }
}

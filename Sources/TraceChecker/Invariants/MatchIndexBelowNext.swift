/// A leader never sends again what it knows a server to agree with: its match index of a server is below the next index
/// (Figure 2). TLA+: `MatchIndexBelowNext`.
///
/// This does not hold in Ongaro's specification, where a late rejection moves the next index back, whatever the match
/// index is. That costs a message, and loses entries if appends truncate too much.
public struct MatchIndexBelowNext: Invariant {
  /// The name, as in `--only`.
  public static let name = "MatchIndexBelowNext"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a leader's match index of a server is below its next index"
  /// Match indexes that are not.
  public static let interests: Transition.Changes = .matchReachesNext
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// Every step of a leader that has its indexes.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.state.role == .leader && event.indexes.count > 0
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Finds the server whose indexes meet.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let indexes = history.unusual[change.server].indexes
    guard
      let peer = history.servers.indices.first(where: {
        $0 != change.server && indexes.match($0) >= indexes.next($0)
      })
    else { return nil }
    return .nextIndexNotAboveMatch(
      leader: change.server, state: change.after, peer: peer, match: indexes.match(peer), next: indexes.next(peer),
      cause: StepCause(change))
  }
}

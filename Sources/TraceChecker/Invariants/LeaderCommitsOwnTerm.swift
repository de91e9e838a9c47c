/// A leader commits by counting only entries of its own term; earlier ones are committed with them (§5.4.2). TLA+:
/// `LeaderCommitsOwnTerm`.
public struct LeaderCommitsOwnTerm: Invariant {
  /// The name, as in `--only`.
  public static let name = "LeaderCommitsOwnTerm"
  /// The section of the paper.
  public static let section = "5.4.2"
  /// What must hold, in one sentence.
  public static let statement = "a leader's commit index rises only to entries of its own term"
  /// Commit indexes of leaders that rise to an entry of another term.
  public static let interests: Transition.Changes = .oldCommit
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// By every commit of a leader.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.state.role == .leader && changes.contains(.commit)
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Looks at the entry at the new commit index. The state with which a server starts is not judged: it may have
  /// committed it as a follower.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let (before, after) = (change.before, change.after)
    guard after.role == .leader, after.commit > before.commit, change.action != .start else { return nil }
    guard let entry = history.servers[change.server].log.entry(at: after.commit), entry.term != after.term else {
      return nil
    }
    return .leaderCommitsEarlierTerm(server: change.server, state: after, from: before.commit, entry: entry)
  }
}

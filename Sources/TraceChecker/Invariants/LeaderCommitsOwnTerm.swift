/// TLA+: `LeaderCommitsOwnTerm`. A leader commits by counting only entries of its own term; earlier ones go along
/// (§5.4.2).
public struct LeaderCommitsOwnTerm: Invariant {
  /// The name.
  public static let name = "LeaderCommitsOwnTerm"
  /// The section.
  public static let section = "5.4.2"
  /// The sentence.
  public static let statement = "a leader's commit index rises only to entries of its own term"
  /// Commits of leaders that come to entries of earlier terms.
  public static let interests: Transition.Changes = .oldCommit
  /// Its own server.
  public static let scope = CheckScope.server

  /// By every commit of a leader.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.state.role == .leader && changes.contains(.commit)
  }

  /// No state of its own.
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

/// No two servers ever commit, and so apply, different entries at one index (§5.4.3). TLA+: `StateMachineSafety`.
public struct StateMachineSafety: Invariant {
  /// The name, as in `--only`.
  public static let name = "StateMachineSafety"
  /// The section of the paper.
  public static let section = "5.4.3"
  /// What must hold, in one sentence.
  public static let statement = "no two servers commit different entries at the same index"
  /// Changes of a commit index.
  public static let interests: Transition.Changes = .commit

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares this server's committed prefix with the one of all. O(1); O(log n) to find where they differ.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let server = change.server
    let length = min(change.after.commit, history.committed.count, history.servers[server].log.count)
    guard length > history.committed.forgotten,
      !history.servers[server].log.holds(length, history.committed.prefixHash(length)),
      let index = history.servers[server].log.firstDifference(length, from: history.committed)
    else { return nil }
    return .twoCommittedEntries(
      server: server, entry: history.servers[server].log[index], first: CommittedEntry(index, of: history.committed))
  }
}

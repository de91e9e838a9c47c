/// A server never changes or loses an entry that it has committed (§5.3). TLA+: `CommittedEntriesStable`.
public struct CommittedEntriesStable: Invariant {
  /// The name, as in `--only`.
  public static let name = "CommittedEntriesStable"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a server never changes or removes an entry that it has committed"
  /// Entries removed or overwritten.
  public static let interests: Transition.Changes = .truncated

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares what is kept with what the server had ever committed: a restart forgets the commit index, and changes
  /// nothing.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.kept < min(change.everCommitted, change.lengthBefore), !change.losesUnacknowledged else { return nil }
    let index = change.kept + 1
    return .committedEntryChanged(
      server: change.server, commit: change.everCommitted, index: index, before: change.removed,
      after: history.servers[change.server].log.entry(at: index))
  }
}

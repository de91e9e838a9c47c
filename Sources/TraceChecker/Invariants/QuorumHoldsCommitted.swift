/// TLA+: `QuorumHoldsCommitted`. Every quorum has a member whose log begins with all that any given server has
/// committed (§5.4): so whoever is elected has asked one.
public struct QuorumHoldsCommitted: Invariant {
  /// The name.
  public static let name = "QuorumHoldsCommitted"
  /// The section.
  public static let section = "5.4"
  /// The sentence.
  public static let statement = "for all that a server has committed, every quorum has a member whose log holds it"
  /// Commits that logs lack, and entries removed.
  public static let interests: Transition.Changes = [.lacking, .truncated]

  /// By every commit, and by entries removed.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !changes.isDisjoint(with: [.commit, .truncated])
  }

  /// No state of its own.
  public init() {}

  /// Counts the logs that lack what this server committed: they must be no quorum. O(servers); if entries were removed,
  /// the same for each server that had committed one of them, O(servers²). What a server tells of its past when it starts
  /// is not judged: others may not have told theirs yet.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .start else { return nil }
    if change.lacking.nonzeroBitCount >= history.majority { return evidence(change.server, change, history) }
    guard change.changes.contains(.truncated) else { return nil }
    for server in history.servers.indices where history.servers[server].committedLength > change.kept {
      if lacking(server, history).count >= history.majority { return evidence(server, change, history) }
    }
    return nil
  }

  /// The servers whose logs lack some of what `server` has committed.
  private func lacking(_ server: Int, _ history: borrowing History) -> [Int] {
    let length = history.servers[server].committedLength
    return history.servers.indices.filter {
      !history.servers[$0].log.holds(length, of: history.servers[server].log)
    }
  }

  private func evidence(_ server: Int, _ change: Transition, _ history: borrowing History) -> Evidence {
    let length = history.servers[server].committedLength
    return .committedLackedByMajority(
      server: server, index: length, entry: history.servers[server].log.entry(at: length),
      lacking: lacking(server, history), servers: history.servers.count, changed: change.server)
  }
}

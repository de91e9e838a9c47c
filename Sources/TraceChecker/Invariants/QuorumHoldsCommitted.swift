/// TLA+: `QuorumHoldsCommitted`. Every quorum has a member whose log begins with all that any given server has
/// committed (§5.4): so whoever is elected has asked one.
public struct QuorumHoldsCommitted: Invariant {
  /// The name.
  public static let name = "QuorumHoldsCommitted"
  /// The section.
  public static let section = "5.4"
  /// The sentence.
  public static let statement = "for all that a server has committed, every quorum has a member whose log holds it"
  /// Commit indexes, and entries removed.
  public static let interests: Transition.Changes = [.commit, .truncated]

  /// No state of its own.
  public init() {}

  /// Counts the logs that lack what this server committed: they must be no quorum. O(servers); if entries were removed,
  /// the same for each server that had committed one of them, O(servers²). What a server tells of its past when it starts
  /// is not judged: others may not have told theirs yet.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .start else { return nil }
    if change.changes.contains(.commit), isLacked(change.server, history) {
      return evidence(change.server, change, history)
    }
    guard change.changes.contains(.truncated) else { return nil }
    for server in history.servers.indices where history.servers[server].committedLength > change.kept {
      if isLacked(server, history) { return evidence(server, change, history) }
    }
    return nil
  }

  /// Whether a quorum lacks what `server` has committed.
  private func isLacked(_ server: Int, _ history: borrowing History) -> Bool {
    let length = history.servers[server].committedLength
    let hash = history.servers[server].log.prefixHash(length)
    var lacking = 0
    for other in history.servers.indices
    where history.servers[other].log.count < length || history.servers[other].log.prefixHash(length) != hash {
      lacking += 1
    }
    return lacking >= history.majority
  }

  private func evidence(_ server: Int, _ change: Transition, _ history: borrowing History) -> Evidence {
    let length = history.servers[server].committedLength
    let lacking = history.servers.indices.filter {
      !history.servers[$0].log.holds(length, of: history.servers[server].log)
    }
    return Evidence(
      servers: [server, change.server] + lacking,
      "\(Words.server(server)) has committed up to index \(length), "
        + "\(Words.entry(history.servers[server].log.entry(at: length))), and the logs of \(Words.servers(lacking)), a "
        + "majority of \(history.servers.count), lack it or something before it")
  }
}

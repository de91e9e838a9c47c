/// Every committed entry is in the durable logs of a majority, crashed servers included (§5.3). TLA+:
/// `CommittedOnMajority`.
public struct CommittedOnMajority: Invariant {
  /// The name, as in `--only`.
  public static let name = "CommittedOnMajority"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "every committed entry is in the durable logs of a majority"
  /// New commits, and entries removed.
  public static let interests: Transition.Changes = [.newlyCommitted, .truncated]

  /// The invariant; it has no state of its own.
  public init() {}

  /// Counts the logs that begin with all that is committed. O(servers). The state with which a server starts is not
  /// judged: others may not have started with theirs yet.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let length = history.committed.count
    let isAffected = change.changes.contains(.newlyCommitted) || change.kept < length
    guard isAffected, length > 0, change.action != .start else { return nil }
    let hash = history.committed.prefixHash(length)
    var holders: UInt16 = 0
    for server in history.servers.indices where history.servers[server].log.holds(length, hash) {
      holders |= 1 << UInt16(server)
    }
    return history.membership.isMajority(holders) ? nil : evidence(length, change, history)
  }

  private func evidence(_ length: Int, _ change: Transition, _ history: borrowing History) -> Evidence? {
    let holders = history.servers.indices.filter { history.servers[$0].log.holds(length, of: history.committed) }
    return .committedOnMinority(
      CommittedEntry(length, of: history.committed), holders: holders, servers: history.servers.count,
      server: change.server)
  }
}

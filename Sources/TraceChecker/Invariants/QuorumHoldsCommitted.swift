/// For each server, every quorum has a member whose log begins with all that this server has committed (§5.4): so one
/// of the voters of a new leader has it. TLA+: `QuorumHoldsCommitted`.
public struct QuorumHoldsCommitted: Invariant {
  /// The name, as in `--only`.
  public static let name = "QuorumHoldsCommitted"
  /// The section of the paper.
  public static let section = "5.4"
  /// What must hold, in one sentence.
  public static let statement = "every quorum has a member whose log has all entries that any server has committed"
  /// Commits that logs lack, and entries removed.
  public static let interests: Transition.Changes = [.lacking, .truncated]

  /// By every commit, and by entries removed.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !changes.isDisjoint(with: [.commit, .truncated])
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Counts the logs that lack what this server committed: they must be no quorum. O(servers); if entries were removed,
  /// the same for each server that had committed one of them, O(servers²). The state with which a server starts is not
  /// judged: others may not have started with theirs yet.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard change.action != .start else { return nil }
    if history.membership.isMajority(change.lacking) { return evidence(change.server, change, history) }
    guard change.changes.contains(.truncated) else { return nil }
    for server in history.servers.indices where history.servers[server].committedLength > change.kept {
      if history.membership.isMajority(lacking(server, history)) { return evidence(server, change, history) }
    }
    return nil
  }

  /// The servers whose logs lack some of what `server` has committed, one bit each.
  private func lacking(_ server: Int, _ history: borrowing History) -> UInt16 {
    let length = history.servers[server].committedLength
    var lacking: UInt16 = 0
    for other in history.servers.indices
    where !history.servers[other].log.holds(length, of: history.servers[server].log) {
      lacking |= 1 << UInt16(other)
    }
    return lacking
  }

  private func evidence(_ server: Int, _ change: Transition, _ history: borrowing History) -> Evidence {
    let length = history.servers[server].committedLength
    let lacking = lacking(server, history)
    return .committedLackedByMajority(
      server: server, index: length, entry: history.servers[server].log.entry(at: length),
      lacking: history.servers.indices.filter { lacking & 1 << UInt16($0) != 0 }, servers: history.servers.count,
      changed: change.server)
  }
}

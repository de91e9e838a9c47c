/// A log that is at least as up-to-date as a server's holds all that this server has committed (§5.4.1): that is why
/// the comparison of logs is enough to keep others from being elected. TLA+: `UpToDateLogHoldsCommitted`.
///
/// Only if that server's log reaches the term in which the entries were committed. A follower that was sent the first
/// part of what its leader committed may commit entries of earlier terms while its log still ends with them; a log of a
/// term in between (Figure 8) is more up-to-date then, and need not have them.
public struct UpToDateLogHoldsCommitted: Invariant {
  /// The name, as in `--only`.
  public static let name = "UpToDateLogHoldsCommitted"
  /// The section of the paper.
  public static let section = "5.4.1"
  /// What must hold, in one sentence.
  public static let statement =
    "a log at least as up-to-date as a server's log has all entries that this server has committed"
  /// Commits that logs lack, new logs that lack commits, and what makes a log less up-to-date or later ones count.
  public static let interests: Transition.Changes = [.lacking, .truncated, .otherTerm]

  /// By every commit, and by what makes a log less up-to-date or later ones count.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    !changes.isDisjoint(with: interests.union(.commit))
  }

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares this server's log with each other one. O(servers). An entry more of the same term makes no other log more
  /// up-to-date, and a log that has all that is committed lacks nothing: such steps are not shown.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let server = change.server
    for other in history.servers.indices where other != server {
      if isLacked(server, by: other, history) { return evidence(server, by: other, history) }
      if isLacked(other, by: server, history) { return evidence(other, by: server, history) }
    }
    return nil
  }

  /// Whether the log of `other`, at least as up-to-date as that of `server`, lacks what `server` has committed. If that
  /// reaches beyond the entries that are known to be committed, `server` has committed a different entry, and
  /// StateMachineSafety is violated already.
  private func isLacked(_ server: Int, by other: Int, _ history: borrowing History) -> Bool {
    let length = history.servers[server].committedLength
    guard !history.servers[other].log.holds(length, history.servers[server].log.prefixHash(length)),
      history.servers[other].log.isUpToDate(with: history.servers[server].log), length <= history.committed.count,
      length > history.committed.forgotten
    else { return false }
    return history.servers[server].log.lastTerm >= history.committed[length].term
  }

  private func evidence(_ server: Int, by other: Int, _ history: borrowing History) -> Evidence? {
    let length = history.servers[server].committedLength
    guard let index = history.servers[other].log.firstDifference(length, from: history.servers[server].log) else {
      return nil
    }
    return .committedLackedByUpToDateLog(
      server: view(server, index, history), other: view(other, index, history), index: index)
  }

  private func view(_ server: Int, _ index: Int, _ history: borrowing History) -> LogView {
    LogView(
      server: server, end: LogEnd(history.servers[server].log), entry: history.servers[server].log.entry(at: index))
  }
}

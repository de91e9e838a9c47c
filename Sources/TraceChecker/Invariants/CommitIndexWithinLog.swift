/// A server commits only what it has (§5.3). TLA+: `CommitIndexWithinLog`.
public struct CommitIndexWithinLog: Invariant {
  /// The name, as in `--only`.
  public static let name = "CommitIndexWithinLog"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "a server's commit index never passes the end of its log"
  /// Commit indexes, and logs that get shorter.
  public static let interests: Transition.Changes = [.commit, .truncated]
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares the commit index with the log's length.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let length = history.servers[change.server].log.count
    guard change.after.commit > length else { return nil }
    return .commitIndexBeyondLog(server: change.server, commit: change.after.commit, length: length)
  }
}

/// Terms never decrease along a log (§5.3): a leader appends to a log whose entries are of its term or earlier ones.
/// TLA+: `LogTermsMonotone`.
public struct LogTermsMonotone: Invariant {
  /// The name, as in `--only`.
  public static let name = "LogTermsMonotone"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "the terms of the entries of a log never decrease along it"
  /// New entries of another term than the one before.
  public static let interests: Transition.Changes = .otherTerm
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// The invariant; it has no state of its own.
  public init() {}

  /// Compares every new entry with the one before it. O(1) an entry.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let server = change.server
    let length = history.servers[server].log.count
    guard change.kept < length else { return nil }
    var before = history.servers[server].log.entry(at: change.kept)
    for index in (change.kept + 1)...length {
      let entry = history.servers[server].log[index]
      if let before, entry.term < before.term {
        return .termsFallAlongLog(server: server, index: index, previous: before, entry: entry)
      }
      before = entry
    }
    return nil
  }
}

/// No log has an entry of a term in which nobody was elected (§5.3): only leaders create entries. TLA+:
/// `EntryTermsElected`.
public struct EntryTermsElected: Invariant {
  /// The name, as in `--only`.
  public static let name = "EntryTermsElected"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "every entry has a term in which a leader was elected"
  /// New leaders, new entries of another term than the one before, and servers that start with a recorded state.
  public static let interests: Transition.Changes = [.newLeader, .otherTerm]

  private var elected: Set<Int> = []
  /// A term that is known to be elected: most entries are of the same as the one before.
  private var last = -1

  /// The invariant, for a run in which no leader was elected yet.
  public init() {}

  /// Remembers the terms in which somebody was elected.
  public mutating func begin(at history: borrowing History) {
    self = EntryTermsElected()
    for election in history.elections { elected.insert(election.term) }
  }

  /// Forgets the terms before that of the base: entries after it have none of these.
  public mutating func forget(upTo base: LogBase) { elected = elected.filter { $0 >= base.term } }

  /// Looks the terms of new entries up. O(1) an entry.
  public mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    if change.changes.contains(.newLeader) { elected.insert(change.after.term) }
    let length = history.servers[change.server].log.count
    guard change.changes.contains(.otherTerm), change.action != .start, change.kept < length else { return nil }
    for index in (change.kept + 1)...length {
      let term = history.servers[change.server].log[index].term
      guard isElected(term, startTerm: history.startTerm) else { return evidence(index, change, history) }
    }
    return nil
  }

  /// Terms up to the highest one in the pasts of servers are passed over: the trace does not show who was elected.
  private mutating func isElected(_ term: Int, startTerm: Int) -> Bool {
    guard term != last, term > startTerm else { return true }
    guard elected.contains(term) else { return false }
    last = term
    return true
  }

  private func evidence(_ index: Int, _ change: Transition, _ history: borrowing History) -> Evidence {
    let entry = history.servers[change.server].log[index]
    return .entryOfUnelectedTerm(server: change.server, state: change.after, index: index, entry: entry)
  }
}

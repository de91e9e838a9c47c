/// Two logs that have an entry with the same index and term agree in everything up to it (§5.3). TLA+: `LogMatching`.
///
/// Checked over the whole history: an index and a term identify one prefix forever, even if no log has it any more.
public struct LogMatching: Invariant {
  /// The name, as in `--only`.
  public static let name = "LogMatching"
  /// The section of the paper.
  public static let section = "5.3"
  /// What must hold, in one sentence.
  public static let statement = "logs with an entry of the same index and term agree in all entries up to it"
  /// Entries that are added to a log.
  public static let interests: Transition.Changes = .appended

  private struct FirstAppearance {
    let term: Int
    let prefixHash: UInt64
    let entry: TraceEntry
    let server: Int
    let step: Int
  }

  /// By index, counted from 1: the entry seen there first, the server that had it, and the step.
  private var first = HashedEntries()
  private var firstServers = RunList<Int>()
  private var firstSteps = NumberList()
  /// The entries of other terms: they are rare.
  private var others: [LogPlace: FirstAppearance] = [:]
  /// How many indexes at the front are forgotten: nothing is judged there.
  private var forgotten = 0

  private struct LogPlace: Hashable {
    let index: Int
    let term: Int
  }

  /// The invariant, for a run of which nothing was seen yet.
  public init() {}

  /// Remembers the entries of all logs.
  public mutating func begin(at history: borrowing History) {
    self = LogMatching()
    for server in history.servers.indices where history.servers[server].log.count > 0 {
      for index in 1...history.servers[server].log.count { _ = conflict(at: index, server, step: 0, history) }
    }
  }

  /// Forgets the entries up to the base, which it has seen all. Memory is given back in blocks.
  public mutating func forget(upTo base: LogBase) {
    guard base.index > forgotten, base.index <= first.count else { return }
    forgotten = base.index
    first.forget(upTo: forgotten)
    firstSteps.forget(upTo: forgotten)
    others = others.filter { $0.key.index > forgotten }
  }

  /// How many entries it remembers.
  var remembered: Int { first.count - first.forgotten + others.count }

  /// Looks every new entry up. O(1) an entry.
  public mutating func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    let length = history.servers[change.server].log.count
    guard change.kept < length else { return nil }
    for index in (change.kept + 1)...length {
      if let earlier = conflict(at: index, change.server, step: change.step, history) {
        return evidence(earlier, index, change, history)
      }
    }
    return nil
  }

  /// The different prefix that this entry's index and term were seen with before, if any; else takes note of this one.
  private mutating func conflict(
    at index: Int, _ server: Int, step: Int, _ history: borrowing History
  ) -> FirstAppearance? {
    guard index > forgotten else { return nil }
    let new = history.servers[server].log.links[index]
    if index > first.count {
      note(new, server, step, history)
      return nil
    }
    let known = first[index]
    if known.entry.term == new.entry.term {
      return known.prefixHash == new.prefixHash ? nil : firstAppearance(at: index)
    }
    let place = LogPlace(index: index, term: new.entry.term)
    if let known = others[place] { return known.prefixHash == new.prefixHash ? nil : known }
    others[place] = FirstAppearance(
      term: new.entry.term, prefixHash: new.prefixHash, entry: new.entry, server: server, step: step)
    return nil
  }

  /// Takes note of the first entry that is seen at the next index.
  private mutating func note(
    _ link: HashedEntries.Link, _ server: Int, _ step: Int, _ history: borrowing History
  ) {
    let blocks = first.blockCount
    first.append(link)
    firstServers.append(server)
    firstSteps.append(step)
    if first.blockCount != blocks { first.shareLastBlock(with: history.servers[server].log.links) }
  }

  private func firstAppearance(at index: Int) -> FirstAppearance {
    let link = first[index]
    return FirstAppearance(
      term: link.entry.term, prefixHash: link.prefixHash, entry: link.entry, server: firstServers[index - 1],
      step: firstSteps[index - 1])
  }

  private func evidence(
    _ earlier: FirstAppearance, _ index: Int, _ change: Transition, _ history: borrowing History
  ) -> Evidence {
    let first = StoredEntry(server: earlier.server, entry: earlier.entry, step: earlier.step)
    let second = StoredEntry(
      server: change.server, entry: history.servers[change.server].log[index], step: change.step)
    guard first.entry == second.entry else { return .twoEntries(index: index, first: first, second: second) }
    return .twoPrefixes(
      index: index, first: first, second: second, difference: difference(index, change.server, earlier.server, history))
  }

  /// Where the two logs differ first, if the other server still has its entry.
  private func difference(
    _ index: Int, _ one: Int, _ other: Int, _ history: borrowing History
  ) -> LogDifference? {
    let count = min(index, history.servers[other].log.count)
    guard count > 0, one != other,
      let place = (1...count).first(where: { history.servers[one].log[$0] != history.servers[other].log[$0] })
    else { return nil }
    return LogDifference(
      index: place, found: history.servers[one].log[place], earlier: history.servers[other].log[place])
  }
}

/// TLA+: `LogMatching`. Two logs that have an entry with the same index and term agree in everything up to it (§5.3).
///
/// Checked over all of history: an index and a term stand for one prefix for ever, whether or not some log still has
/// it.
public struct LogMatching: Invariant {
  /// The name.
  public static let name = "LogMatching"
  /// The section.
  public static let section = "5.3"
  /// The sentence.
  public static let statement = "logs with an entry of the same index and term agree in all entries up to it"
  /// New entries.
  public static let interests: Transition.Changes = .appended

  private struct Sighting {
    let term: Int
    let prefixHash: UInt64
    let entry: TraceEntry
    let server: Int
    let step: Int
  }

  /// By index, counted from 1: the entry seen there first. Those of other terms are rare and stand apart.
  private var first: [Sighting] = []
  /// How many indexes at the front are forgotten.
  private var forgotten = 0
  private var others: [LogPlace: Sighting] = [:]

  private struct LogPlace: Hashable {
    let index: Int
    let term: Int
  }

  /// Nothing seen yet.
  public init() {}

  /// Remembers the entries of all logs.
  public mutating func stand(at history: borrowing History) {
    self = LogMatching()
    for server in history.servers.indices where history.servers[server].log.count > 0 {
      for index in 1...history.servers[server].log.count { _ = conflict(at: index, server, step: 0, history) }
    }
  }

  /// Forgets the entries up to the base.
  public mutating func forget(upTo base: LogBase) {
    guard base.index > forgotten else { return }
    first.removeFirst(min(first.count, base.index - forgotten))
    others = others.filter { $0.key.index > base.index }
    forgotten = base.index
  }

  /// How many entries it remembers.
  var remembered: Int { first.count + others.count }

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

  /// The different prefix that the index and term of this entry stood for, if any; else takes note of this one.
  private mutating func conflict(
    at index: Int, _ server: Int, step: Int, _ history: borrowing History
  ) -> Sighting? {
    guard index > forgotten else { return nil }
    let entry = history.servers[server].log[index]
    let hash = history.servers[server].log.prefixHash(index)
    let place = index - forgotten
    if place <= first.count {
      let known = first[place - 1]
      if known.term == entry.term { return known.prefixHash == hash ? nil : known }
      if let known = others[LogPlace(index: index, term: entry.term)] { return known.prefixHash == hash ? nil : known }
    }
    let sighting = Sighting(term: entry.term, prefixHash: hash, entry: entry, server: server, step: step)
    if place > first.count {
      first.append(sighting)
    } else {
      others[LogPlace(index: index, term: entry.term)] = sighting
    }
    return nil
  }

  private func evidence(
    _ earlier: Sighting, _ index: Int, _ change: Transition, _ history: borrowing History
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

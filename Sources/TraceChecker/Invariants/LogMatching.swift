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

  /// By index, counted from 1: the entry seen there first, the server that had it, and the step.
  private var first = HashedEntries()
  private var firstServers = RunList<Int>()
  private var firstSteps = NumberList()
  /// The entries of other terms: they are rare.
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
  ) -> Sighting? {
    let new = history.servers[server].log.links[index]
    if index > first.count {
      note(new, server, step, history)
      return nil
    }
    let known = first[index]
    if known.entry.term == new.entry.term { return known.prefixHash == new.prefixHash ? nil : sighting(at: index) }
    let place = LogPlace(index: index, term: new.entry.term)
    if let known = others[place] { return known.prefixHash == new.prefixHash ? nil : known }
    others[place] = Sighting(
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

  private func sighting(at index: Int) -> Sighting {
    let link = first[index]
    return Sighting(
      term: link.entry.term, prefixHash: link.prefixHash, entry: link.entry, server: firstServers[index - 1],
      step: firstSteps[index - 1])
  }

  private func evidence(
    _ earlier: Sighting, _ index: Int, _ change: Transition, _ history: borrowing History
  ) -> Evidence {
    let entry = history.servers[change.server].log[index]
    let place = "index \(index), term \(entry.term)"
    let (new, old) = (Words.server(change.server), Words.server(earlier.server))
    let text =
      entry == earlier.entry
      ? "the logs of \(new) and of \(old) (step \(earlier.step)) both have \(Words.entry(entry)) at \(place), "
        + "and differ before it\(difference(index, change.server, earlier.server, history))"
      : "at \(place), \(new) has \(Words.entry(entry)) and \(old) had \(Words.entry(earlier.entry)) "
        + "(step \(earlier.step))"
    return Evidence(servers: [earlier.server, change.server], text)
  }

  /// Where the two logs differ first, if the other server still has its entry.
  private func difference(_ index: Int, _ one: Int, _ other: Int, _ history: borrowing History) -> String {
    let count = min(index, history.servers[other].log.count)
    guard count > 0, one != other,
      let place = (1...count).first(where: { history.servers[one].log[$0] != history.servers[other].log[$0] })
    else { return "" }
    let (mine, theirs) = (history.servers[one].log[place], history.servers[other].log[place])
    return ": at index \(place), \(Words.entry(mine)) and \(Words.entry(theirs))"
  }
}

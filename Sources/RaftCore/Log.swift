/// The log of a server: entries counted from 1 (§5.3), behind a base that a snapshot will one day stand for.
public struct Log: Hashable, Sendable {
  /// What lies before the first entry that is kept: index and term `0` as long as nothing was compacted.
  public let base: LogPosition
  private var entries: [Entry]

  /// A log of `entries` behind `base`.
  public init(_ entries: [Entry] = [], base: LogPosition = LogPosition(index: 0, term: 0)) {
    self.entries = entries
    self.base = base
  }

  /// The index of the last entry, or of the base. TLA+: `Len(log)`.
  public var lastIndex: LogIndex { base.index + entries.count }

  /// Where the log ends. TLA+: `<<LastTerm(log), Len(log)>>`.
  public var last: LogPosition { LogPosition(index: lastIndex, term: entries.last?.term ?? base.term) }

  /// The term of the entry at `index`, or the base's; `nil` where the log has none. O(1).
  public func term(at index: LogIndex) -> Term? {
    let offset = index - base.index
    if offset == 0 { return base.term }
    return offset > 0 && offset <= entries.count ? entries[offset - 1].term : nil
  }

  /// The entry at `index`. O(1).
  /// - Precondition: `base.index < index <= lastIndex`.
  public subscript(index: LogIndex) -> Entry { entries[index - base.index - 1] }

  /// The entries behind `index`, to the end.
  /// - Precondition: `base.index <= index <= lastIndex`.
  public func entries(behind index: LogIndex) -> ArraySlice<Entry> { entries[(index - base.index)...] }

  /// Adds an entry at the end. O(1) amortised.
  public mutating func append(_ entry: Entry) { entries.append(entry) }

  /// Puts `entry` at `index`, over the one that is there or at the end.
  /// - Precondition: `base.index < index <= lastIndex + 1`.
  public mutating func write(_ entry: Entry, at index: LogIndex) {
    if index > lastIndex { return append(entry) }
    entries[index - base.index - 1] = entry
  }

  /// Removes every entry behind `index`; nothing where the log ends before it. O(1) an entry.
  /// - Precondition: `index >= base.index`.
  public mutating func truncate(behind index: LogIndex) {
    if index < lastIndex { entries.removeLast(lastIndex - index) }
  }

  /// The first index, up to `index`, from which all entries up to `index` have the term of the one at `index`.
  /// O(log n): terms never fall along a log.
  public func firstIndexOfTerm(at index: LogIndex) -> LogIndex {
    guard let term = term(at: index), index > base.index else { return index }
    return partition(base.index + 1, index) { self[$0].term >= term }
  }

  /// The last index whose entry has `term` or an earlier one; the base's if there is none. O(log n).
  public func lastIndex(upTo term: Term) -> LogIndex {
    partition(base.index + 1, lastIndex + 1) { self[$0].term > term } - 1
  }

  /// The first index in `low ..< high` for which `belongs` holds, or `high`; it must hold from there on.
  private func partition(_ low: LogIndex, _ high: LogIndex, _ belongs: (LogIndex) -> Bool) -> LogIndex {
    var (low, high) = (low, high)
    while low < high {
      let middle = (low + high) / 2
      if belongs(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

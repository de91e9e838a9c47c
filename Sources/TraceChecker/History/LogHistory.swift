/// The log of a server, with the hash of each prefix.
public struct LogHistory: PrefixHashed, Sendable {
  private(set) var links = HashedEntries()
  /// The last entry that is not in the log any more; all before it is not there either. Index 0 and term 0 as long as
  /// nothing compacts a log.
  public let base = LogBase()

  /// The index of the last entry, counted from 1. TLA+: `Len(log)`.
  public var count: Int { links.count }

  /// How many entries at the front are forgotten.
  public var forgotten: Int { links.forgotten }

  /// The entry at `index`.
  /// - Precondition: `1 <= index <= count`.
  public subscript(index: Int) -> TraceEntry { links[index].entry }

  /// The entry at `index`, if there is one.
  public func entry(at index: Int) -> TraceEntry? {
    index >= 1 && index <= count ? links[index].entry : nil
  }

  /// The hash of the first `length` entries.
  /// - Precondition: `0 <= length <= count`.
  public func prefixHash(_ length: Int) -> UInt64 { links.prefixHash(length) }

  /// The term of the last entry, `0` if there is none. TLA+: `LastTerm`.
  public var lastTerm: Int { count == 0 ? 0 : links[count].entry.term }

  /// Whether it begins with the first `length` entries of `other`. O(1).
  /// - Precondition: `0 <= length <= other.count`.
  @inline(__always)
  public func holds(_ length: Int, of other: some PrefixHashed) -> Bool {
    count >= length && prefixHash(length) == other.prefixHash(length)
  }

  /// Whether it has `length` entries or more, and `hash` is the prefix hash of the first `length`. O(1).
  @inline(__always)
  func holds(_ length: Int, _ hash: UInt64) -> Bool { count >= length && prefixHash(length) == hash }

  /// Whether it is at least as up-to-date as `other`: by the last term, and with equal ones by the length (§5.4.1).
  public func isUpToDate(with other: borrowing LogHistory) -> Bool {
    let (mine, theirs) = (lastTerm, other.lastTerm)
    return mine > theirs || (mine == theirs && count >= other.count)
  }

  /// The first index up to `length` at which it is short or differs from `other`, if there is one after what is
  /// forgotten. O(log n).
  public func firstDifference(_ length: Int, from other: some PrefixHashed) -> Int? {
    let forgotten = max(forgotten, other.forgotten)
    guard length > forgotten, !holds(length, of: other) else { return nil }
    var (agreed, bad) = (forgotten, length)
    while bad - agreed > 1 {
      let middle = (agreed + bad) / 2
      if holds(middle, of: other) { agreed = middle } else { bad = middle }
    }
    return bad
  }

  /// How many of the first `entries` are already in the log after `index`.
  func agreement(after index: Int, with entries: [TraceEntry]) -> Int {
    var agreed = 0
    while agreed < entries.count, index + agreed < count, self[index + agreed + 1] == entries[agreed] { agreed += 1 }
    return agreed
  }

  mutating func truncate(to length: Int) { links.truncate(to: length) }

  mutating func append(_ entry: TraceEntry) {
    let prefix = prefixHash(count) ^ entry.hashedTerm
    let hash = fold(prefix, entry.command)
    links.append(HashedEntries.Link(entry: entry, prefixHash: hash))
  }

  /// Shares the memory of the last block with another log that has the same entries there.
  /// - Returns: whether it has.
  mutating func shareLastBlock(with other: LogHistory) -> Bool { links.shareLastBlock(with: other.links) }
}

/// The log of a server: entries counted from 1 (§5.3), after a base that a snapshot will one day replace.
///
/// The latest entries are in an array. Earlier ones are in blocks that are never changed and that several logs can
/// share.
public struct Log: Hashable, Sendable {
  /// What lies before the first entry that is kept: index and term `0` as long as nothing was compacted.
  public let base: LogPosition
  private var blocks: [LogBlock] = []
  /// The entries after the blocks: fewer than two blocks' worth, but for a log that was made from more.
  @usableFromInline private(set) var tail: [Entry]
  /// The index of the last entry in a block, or of the base.
  @usableFromInline private(set) var blockEnd: LogIndex

  /// A log of `entries` after `base`.
  public init(_ entries: [Entry] = [], base: LogPosition = LogPosition(index: 0, term: 0)) {
    tail = entries
    self.base = base
    blockEnd = base.index
  }

  /// The index of the last entry, or of the base. TLA+: `Len(log)`.
  @inlinable @inline(__always) public var lastIndex: LogIndex { blockEnd &+ tail.count }

  /// Where the log ends. TLA+: `<<LastTerm(log), Len(log)>>`.
  public var last: LogPosition {
    if let last = tail.last { return LogPosition(index: lastIndex, term: last.term) }
    return LogPosition(index: blockEnd, term: blocks.last?.lastTerm ?? base.term)
  }

  /// The term of the entry at `index`, or the base's; `nil` where the log has none. O(1), but for the number of terms
  /// in a block.
  public func term(at index: LogIndex) -> Term? {
    if index > blockEnd { return index &- blockEnd <= tail.count ? tail[index &- blockEnd &- 1].term : nil }
    if index == base.index { return base.term }
    return index > base.index ? self[index].term : nil
  }

  /// The entry at `index`. O(1), but for the number of terms in a block.
  /// - Precondition: `base.index < index <= lastIndex`.
  @inlinable @inline(__always)
  public subscript(index: LogIndex) -> Entry { index > blockEnd ? tail[index &- blockEnd &- 1] : early(index) }

  /// The entry at `index`, which is in a block.
  @usableFromInline
  func early(_ index: LogIndex) -> Entry {
    let offset = index - base.index - 1
    return blocks[offset / LogBlock.length][offset % LogBlock.length]
  }

  /// The entries after `index`, to the end. O(1) for the latest entries, O(entries) where some are in blocks.
  /// - Precondition: `base.index <= index <= lastIndex`.
  public func entries(after index: LogIndex) -> ArraySlice<Entry> {
    if index >= blockEnd { return tail[(index - blockEnd)...] }
    return ((index + 1)...lastIndex).map { self[$0] }[...]
  }

  /// The number of blocks of earlier entries.
  public var blockCount: Int { blocks.count }

  /// Adds an entry at the end. O(1) amortized.
  public mutating func append(_ entry: Entry) {
    tail.append(entry)
    if tail.count >= 2 * LogBlock.length { closeBlock() }
  }

  /// Puts `entry` at `index`, over the one that is there or at the end. O(1) amortized; O(block) over an early entry.
  /// - Precondition: `base.index < index <= lastIndex + 1`.
  public mutating func write(_ entry: Entry, at index: LogIndex) {
    if index > lastIndex { return append(entry) }
    if index > blockEnd { return tail[index - blockEnd - 1] = entry }
    let offset = index - base.index - 1
    let block = offset / LogBlock.length
    blocks[block] = blocks[block].replacing(offset % LogBlock.length, by: entry)
  }

  /// Removes every entry after `index`; nothing where the log ends before it. O(entries removed).
  /// - Precondition: `index >= base.index`.
  public mutating func truncate(after index: LogIndex) {
    if index >= lastIndex { return }
    if index < blockEnd { openBlocks(after: index) }
    tail.removeLast(lastIndex - index)
  }

  /// Makes the last block that this log has in common with `other` one block in memory. O(1), and once O(block) for
  /// each block.
  public mutating func shareLastBlock(with other: Log) {
    let place = min(blocks.count, other.blocks.count) - 1
    guard place >= 0, base == other.base, blocks[place] !== other.blocks[place] else { return }
    if blocks[place] == other.blocks[place] { blocks[place] = other.blocks[place] }
  }

  /// How many blocks are the same memory in both logs: for tests.
  func sharedBlocks(with other: Log) -> Int { zip(blocks, other.blocks).count { $0 === $1 } }

  /// Moves the first entries of the tail to a block.
  @inline(never)
  private mutating func closeBlock() {
    blocks.append(LogBlock(tail[..<LogBlock.length]))
    tail.removeFirst(LogBlock.length)
    blockEnd += LogBlock.length
    checkInvariants()
  }

  /// Moves the entries of the block that `index` is in, and of those after it, to the tail.
  private mutating func openBlocks(after index: LogIndex) {
    let kept = (index - base.index) / LogBlock.length
    let opened = blocks[kept...].flatMap { block in (0..<LogBlock.length).map { block[$0] } }
    blocks.removeLast(blocks.count - kept)
    tail.insert(contentsOf: opened, at: 0)
    blockEnd = base.index + kept * LogBlock.length
    checkInvariants()
  }

  /// Stops a debug build where the parts of the log do not fit each other.
  func checkInvariants() {
    assert(blockEnd == base.index + blocks.count * LogBlock.length, "the tail begins after the last block")
    assert(base.index >= 0 && base.term >= 0, "no negative base")
  }

  /// Whether terms never fall from entry to entry, and no entry has a lower term than the base. O(n). The paper's rules
  /// keep it so; a replaced rule may not.
  func hasRisingTerms(after index: LogIndex) -> Bool {
    var term = self.term(at: index) ?? 0
    for entry in entries(after: index) {
      if entry.term < term { return false }
      term = entry.term
    }
    return true
  }

  /// Whether both logs have the same base and the same entries, however they are divided into blocks. O(n).
  public static func == (one: Log, other: Log) -> Bool {
    guard one.base == other.base, one.lastIndex == other.lastIndex else { return false }
    if one.blockEnd == other.blockEnd { return one.tail == other.tail && one.blocks == other.blocks }
    return one.entries(after: one.base.index) == other.entries(after: one.base.index)
  }

  /// Feeds the base and the entries.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(base)
    hasher.combine(lastIndex)
    for entry in entries(after: base.index) { hasher.combine(entry) }
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

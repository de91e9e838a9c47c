/// Entries in a row, each with the hash of the prefix that ends with it.
///
/// The latest ones are in an array. Earlier ones are in blocks that are never changed, so that the logs of several
/// servers that have the same entries share them.
struct HashedEntries: Sendable {
  /// An entry, and the hash of it and of all before it.
  struct Link: Hashable, Sendable, BitwiseCopyable {
    var entry: TraceEntry
    var prefixHash: UInt64
  }

  private var blocks: [EntryBlock] = []
  private var tail: [Link] = []
  /// How many entries are in blocks, or were in blocks that are forgotten.
  private var blockEnd = 0
  /// How many blocks at the front are forgotten.
  private var forgottenBlocks = 0

  /// The number of entries.
  @inline(__always) var count: Int { blockEnd &+ tail.count }

  /// The number of blocks: one more after an append that filled one.
  var blockCount: Int { blocks.count }

  /// How many entries at the front are forgotten.
  var forgotten: Int { forgottenBlocks &* EntryBlock.length }

  /// Forgets entries up to `length`, as far as they fill blocks. They must not be read any more. O(blocks).
  mutating func forget(upTo length: Int) {
    let number = min(length / EntryBlock.length - forgottenBlocks, blocks.count)
    guard number > 0 else { return }
    blocks.removeFirst(number)
    forgottenBlocks += number
    checkInvariants()
  }

  /// The entry at `index`, counted from 1, with its hash. O(1), but for the number of terms in a block.
  /// - Precondition: `forgotten < index <= count`.
  @inline(__always)
  subscript(index: Int) -> Link {
    index > blockEnd ? tail[index &- blockEnd &- 1] : early(index)
  }

  private func early(_ index: Int) -> Link {
    blocks[(index - 1) / EntryBlock.length - forgottenBlocks][(index - 1) % EntryBlock.length]
  }

  /// The hash of the first `length` entries.
  /// - Precondition: `0 <= length <= count`.
  @inline(__always)
  func prefixHash(_ length: Int) -> UInt64 { length == 0 ? 0 : self[length].prefixHash }

  /// O(1) amortized.
  @inline(__always)
  mutating func append(_ link: Link) {
    tail.append(link)
    if tail.count >= 2 &* EntryBlock.length { closeBlock() }
  }

  /// Removes all entries after the first `length`. O(entries removed).
  mutating func truncate(to length: Int) {
    if length >= count { return }
    if length < blockEnd { openBlocks(after: length) }
    tail.removeLast(count - length)
  }

  /// Makes the last block that both have one block in memory, if its content is the same.
  /// - Returns: whether it is one now.
  @discardableResult
  mutating func shareLastBlock(with other: HashedEntries) -> Bool {
    let number = min(blocks.count + forgottenBlocks, other.blocks.count + other.forgottenBlocks) - 1
    let (mine, theirs) = (number - forgottenBlocks, number - other.forgottenBlocks)
    guard mine >= 0, theirs >= 0 else { return false }
    if blocks[mine] === other.blocks[theirs] { return true }
    guard blocks[mine] == other.blocks[theirs] else { return false }
    blocks[mine] = other.blocks[theirs]
    return true
  }

  /// How many blocks are the same memory in both: for tests.
  func sharedBlocks(with other: HashedEntries) -> Int { zip(blocks, other.blocks).count { $0 === $1 } }

  @inline(never)
  private mutating func closeBlock() {
    blocks.append(EntryBlock(tail[..<EntryBlock.length]))
    tail.removeFirst(EntryBlock.length)
    blockEnd += EntryBlock.length
    checkInvariants()
  }

  private mutating func openBlocks(after length: Int) {
    let kept = length / EntryBlock.length - forgottenBlocks
    precondition(kept >= 0, "entries after \(length) are removed, and those up to \(forgotten) are forgotten")
    let opened = blocks[kept...].flatMap { block in (0..<EntryBlock.length).map { block[$0] } }
    blocks.removeLast(blocks.count - kept)
    tail.insert(contentsOf: opened, at: 0)
    blockEnd = (kept + forgottenBlocks) * EntryBlock.length
    checkInvariants()
  }

  /// Stops a debug build where the parts do not fit each other.
  func checkInvariants() {
    assert(blockEnd == (blocks.count + forgottenBlocks) * EntryBlock.length, "the tail begins after the last block")
  }
}

/// Some entries in a row with their hashes, never changed. Sixteen bytes an entry: entries of one term and kind in a
/// row share these.
final class EntryBlock: Sendable, Equatable {
  /// The entries of a block.
  static let length = 256

  private let termsAndKinds: RunList<UInt64>
  private let commands: [UInt64]
  private let hashes: [UInt64]

  /// - Precondition: there are `length` links.
  init(_ links: ArraySlice<HashedEntries.Link>) {
    precondition(links.count == Self.length, "a block of \(links.count) entries")
    var termsAndKinds = RunList<UInt64>()
    for link in links { termsAndKinds.append(link.entry.termAndKind) }
    self.termsAndKinds = termsAndKinds
    commands = links.map { $0.entry.command }
    hashes = links.map { $0.prefixHash }
  }

  /// The entry at `offset`, counted from 0, with its hash.
  subscript(offset: Int) -> HashedEntries.Link {
    HashedEntries.Link(
      entry: TraceEntry(termAndKind: termsAndKinds[offset], command: commands[offset]), prefixHash: hashes[offset])
  }

  static func == (one: EntryBlock, other: EntryBlock) -> Bool {
    one === other
      || one.hashes == other.hashes && one.commands == other.commands && one.termsAndKinds == other.termsAndKinds
  }
}

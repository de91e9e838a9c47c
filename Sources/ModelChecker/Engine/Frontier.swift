/// The states of a level that wait, in their order, in blocks.
struct Frontier: ~Copyable {
  private var blocks: [StateBlock] = []
  private var taken = 0
  private var open = Buffer<UInt8>(capacity: 1024)
  private var openCount = 0

  /// The states in it.
  private(set) var count = 0
  /// The memory that the states take, in bytes.
  private(set) var memory = 0

  init() {}

  /// Adds what was written. Parts share a block as long as it is not full. O(bytes).
  mutating func append(_ writer: borrowing StateWriter) {
    var start = 0
    for segment in writer.segments {
      if openCount + segment.count > StateBlock.mostStates { close() }
      let bytes = writer.bytes.elements[start..<start + segment.byteCount]
      open.append(contentsOf: UnsafeBufferPointer(rebasing: bytes))
      openCount += segment.count
      count += segment.count
      start += segment.byteCount
    }
  }

  /// Ends the block that is being filled.
  mutating func close() {
    guard openCount > 0 else { return }
    blocks.append(StateBlock(bytes: Array(open.elements), count: openCount))
    memory += open.count
    open.removeAll()
    openCount = 0
  }

  /// Takes the next block out, if there is one. O(1).
  mutating func next() -> StateBlock? {
    guard taken < blocks.count else { return nil }
    let block = blocks[taken]
    blocks[taken] = StateBlock()
    taken += 1
    count -= block.count
    memory -= block.bytes.count
    return block
  }
}

/// A growing list that never moves its elements: an array that grows is there twice for a moment.
@usableFromInline
struct BlockList<Element> {
  @usableFromInline var blocks: [[Element]] = []
  @usableFromInline var count = 0

  /// The elements of a block. The first blocks of a short run stay small.
  @inlinable static var length: Int { 1 << 12 }

  @inlinable init() {}

  /// The element at `index`, counted from 0. O(1).
  @inlinable
  subscript(index: Int) -> Element {
    let (block, offset) = UInt(bitPattern: index).quotientAndRemainder(dividingBy: UInt(Self.length))
    return blocks[Int(bitPattern: block)][Int(bitPattern: offset)]
  }

  /// O(1) amortized.
  @inlinable
  mutating func append(_ element: Element) {
    if count % Self.length == 0 {
      blocks.append([])
      if count > 0 { blocks[blocks.count - 1].reserveCapacity(Self.length) }
    }
    blocks[blocks.count - 1].append(element)
    count += 1
  }
}

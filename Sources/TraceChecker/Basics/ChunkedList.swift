/// A list of millions of elements that grows without being copied, and has room to spare for a few thousand at most.
struct ChunkedList<Element: Sendable>: RandomAccessCollection, Sendable {
  private var chunks: [[Element]] = []
  /// The number of elements.
  private(set) var count = 0

  private static var length: Int { 1 << 13 }

  var startIndex: Int { 0 }
  var endIndex: Int { count }

  /// The element at `index`, counted from 0. O(1).
  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> Element {
    get { chunks[index / Self.length][index % Self.length] }
    _modify { yield &chunks[index / Self.length][index % Self.length] }
  }

  /// O(1).
  mutating func append(_ element: Element) {
    if count % Self.length == 0 {
      chunks.append([])
      chunks[chunks.count - 1].reserveCapacity(Self.length)
    }
    chunks[chunks.count - 1].append(element)
    count += 1
  }
}

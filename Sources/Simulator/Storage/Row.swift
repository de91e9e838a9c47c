/// An array of fixed length whose elements are read and changed in place: an access neither copies an element nor checks
/// whether the storage is shared.
///
/// A reference type: copies of a structure that contains a row share its elements.
final class Row<Element>: RandomAccessCollection {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: Swift.max(1, elements.count))
    for index in elements.indices { (base + index).initialize(to: elements[index]) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  @inline(__always) var startIndex: Int { 0 }
  @inline(__always) var endIndex: Int { count }
  @inline(__always) var indices: Range<Int> { 0..<count }

  /// The element at `index`, which must be in `indices`. O(1).
  @inline(__always) subscript(index: Int) -> Element {
    unsafeAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "element out of range")
      return UnsafePointer(base + index)
    }
    unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "element out of range")
      return base + index
    }
  }
}

/// An array of fixed length whose elements are read and changed in place: an access neither copies an element nor checks
/// whether the storage is shared. It has one owner and cannot be copied.
struct Row<Element>: ~Copyable {
  private let base: UnsafeMutablePointer<Element>
  let count: Int

  init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(1, elements.count))
    for index in elements.indices { (base + index).initialize(to: elements[index]) }
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  @inline(__always) var indices: Range<Int> { 0..<count }

  /// The element at `index`, which must be in `indices`. O(1).
  subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress { UnsafePointer(address(of: index)) }
    @inline(__always)
    unsafeMutableAddress { address(of: index) }
  }

  @inline(__always)
  private func address(of index: Int) -> UnsafeMutablePointer<Element> {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "element out of range")
    return base + index
  }
}

/// An array of fixed length whose elements are read and changed in place: an access neither copies an element nor
/// checks whether the storage is shared. It has one owner and can be copied only by `copied()`.
///
/// It is no `Collection`, as those are copyable: loops go over `indices`.
public struct Row<Element>: ~Copyable {
  @usableFromInline let base: UnsafeMutablePointer<Element>
  /// The number of elements.
  public let count: Int

  /// A row of `elements`.
  @inlinable
  public init(_ elements: [Element]) {
    count = elements.count
    base = .allocate(capacity: max(1, elements.count))
    for index in elements.indices { (base + index).initialize(to: elements[index]) }
  }

  /// A row of `count` equal elements.
  @inlinable
  public init(repeating element: Element, count: Int) {
    precondition(count >= 0, "\(count) elements")
    self.count = count
    base = .allocate(capacity: max(1, count))
    base.initialize(repeating: element, count: count)
  }

  deinit {
    base.deinitialize(count: count)
    base.deallocate()
  }

  /// The memory in bytes, without what its elements refer to.
  @inlinable public var bytes: Int { max(1, count) * MemoryLayout<Element>.stride }

  /// The elements, for reading; valid as long as the row lives and is not changed.
  @inlinable public var view: UnsafePointer<Element> { UnsafePointer(base) }

  /// The indexes of the elements.
  @inlinable @inline(__always) public var indices: Range<Int> { 0..<count }

  /// The element at `index`, which must be in `indices`. O(1).
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress { UnsafePointer(address(of: index)) }
    @inline(__always)
    unsafeMutableAddress { address(of: index) }
  }

  @inlinable @inline(__always)
  func address(of index: Int) -> UnsafeMutablePointer<Element> {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: count), "element out of range")
    return base + index
  }

  /// The results of `transform` for the elements, in their order. O(count).
  @inlinable
  public func map<Result>(_ transform: (Element) -> Result) -> [Result] { indices.map { transform(self[$0]) } }

  /// Whether `condition` holds for an element. O(count).
  @inlinable
  public func contains(where condition: (Element) -> Bool) -> Bool { indices.contains { condition(self[$0]) } }

  /// An independent row with equal elements. O(count).
  @inlinable
  public func copied() -> Row { Row(copying: self) }

  @inlinable
  init(copying other: borrowing Row) {
    count = other.count
    base = .allocate(capacity: max(1, other.count))
    base.initialize(from: other.base, count: other.count)
  }
}

// It has one owner.
extension Row: @unchecked Sendable where Element: Sendable {}

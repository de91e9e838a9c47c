/// An array whose elements are read and changed in place: no access copies an element, however large it is.
///
/// A value, like `Array`: the first change of a copy copies the elements. Plain elements can be read through `view`
/// without counting references, so that threads that read them at the same time do not wait for each other.
public struct InPlaceArray<Element>: RandomAccessCollection {
  /// Keeps the memory alive; `nil` where there are no elements.
  @usableFromInline var storage: Storage?
  /// The first element: that of the storage.
  @usableFromInline var base: UnsafeMutablePointer<Element>
  /// The number of elements.
  @usableFromInline var length = 0

  /// Memory that stays where it is.
  @usableFromInline
  final class Storage {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let capacity: Int
    /// The number of elements that are initialized: known here for the end of the memory's life.
    @exclusivity(unchecked) @usableFromInline var count = 0

    @usableFromInline
    init(capacity: Int) {
      base = .allocate(capacity: capacity)
      self.capacity = capacity
    }

    deinit {
      base.deinitialize(count: count)
      base.deallocate()
    }
  }

  /// An array without elements.
  @inlinable
  public init() {
    // Never read: no index is in range.
    base = UnsafeMutablePointer(bitPattern: MemoryLayout<Element>.alignment).unsafelyUnwrapped
  }

  /// An array of `count` equal elements.
  /// - Precondition: `count >= 0`.
  @inlinable
  public init(repeating element: Element, count: Int) {
    precondition(count >= 0, "\(count) elements")
    self.init()
    copyStorage(capacity: count)
    base.initialize(repeating: element, count: count)
    setLength(count)
  }

  /// The index of the first element, always `0`.
  @inlinable public var startIndex: Int { 0 }
  /// The number of elements.
  @inlinable public var endIndex: Int { length }
  /// The number of elements: faster than the default of collections, which goes through the indexes.
  @inlinable public var count: Int { length }

  /// The memory of the array in bytes, without what its elements refer to.
  @inlinable public var bytes: Int { (storage?.capacity ?? 0) * MemoryLayout<Element>.stride }

  /// The element at `index`. O(1), and O(count) for the first change of a copy.
  /// - Precondition: `0 <= index < count`.
  @inlinable
  public subscript(index: Int) -> Element {
    // The array is borrowed for the access, and with it the memory.
    @inline(__always)
    unsafeAddress { address(of: index) }
    @inline(__always)
    unsafeMutableAddress {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: length), "element out of range")
      if !isKnownUniquelyReferenced(&storage) { copyStorage(capacity: length) }
      return base + index
    }
  }

  /// Where the element at `index` is, for accessors that lend it: as long as the array is neither changed nor released.
  /// - Precondition: `0 <= index < count`.
  @inlinable @inline(__always)
  func address(of index: Int) -> UnsafePointer<Element> {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: length), "element out of range")
    return UnsafePointer(base + index)
  }

  /// Adds an element. O(1) amortized.
  @inlinable
  public mutating func append(_ element: Element) {
    if !isKnownUniquelyReferenced(&storage) || storage?.capacity == length {
      copyStorage(capacity: Swift.max(4, 2 * length))
    }
    (base + length).initialize(to: element)
    setLength(length + 1)
  }

  /// Adds elements. O(number of elements) amortized.
  @inlinable
  package mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  @inlinable
  mutating func setLength(_ length: Int) {
    self.length = length
    storage?.count = length
  }

  /// Replaces the memory by one that no other value refers to. O(count).
  @usableFromInline
  mutating func copyStorage(capacity: Int) {
    assert(capacity >= length, "memory of \(capacity) for \(length) elements")
    let copy = Storage(capacity: Swift.max(1, capacity))
    copy.base.initialize(from: base, count: length)
    copy.count = length
    (storage, base) = (copy, copy.base)
  }
}

extension InPlaceArray where Element: BitwiseCopyable {
  /// The elements. The pointer is good as long as this array lives and is not changed: who keeps one keeps the array
  /// too, and asks again after every change.
  @inlinable public var view: UnsafePointer<Element> { UnsafePointer(base) }
}

// A change is made only to memory that no other value refers to.
extension InPlaceArray: @unchecked Sendable where Element: Sendable {}

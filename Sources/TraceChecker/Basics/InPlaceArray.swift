/// An array of fixed length whose elements are read and changed in place: no access copies an element, however large it
/// is.
///
/// A value, like `Array`: the first change of a copy copies the elements.
public struct InPlaceArray<Element>: RandomAccessCollection {
  @usableFromInline var storage: Storage

  /// The elements, in memory that stays where it is.
  @usableFromInline
  final class Storage {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let count: Int

    @inlinable
    init(copying elements: UnsafePointer<Element>, count: Int) {
      base = .allocate(capacity: Swift.max(1, count))
      base.initialize(from: elements, count: count)
      self.count = count
    }

    @inlinable
    init(repeating element: Element, count: Int) {
      base = .allocate(capacity: Swift.max(1, count))
      base.initialize(repeating: element, count: count)
      self.count = count
    }

    deinit {
      base.deinitialize(count: count)
      base.deallocate()
    }
  }

  /// An array of `count` equal elements.
  /// - Precondition: `count >= 0`.
  @inlinable
  public init(repeating element: Element, count: Int) {
    storage = Storage(repeating: element, count: count)
  }

  /// The first index.
  @inlinable public var startIndex: Int { 0 }
  /// The number of elements.
  @inlinable public var endIndex: Int { storage.count }

  /// The element at `index`. O(1), and O(count) for the first change of a copy.
  /// - Precondition: `0 <= index < count`.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always)
    unsafeAddress {
      precondition(index >= 0 && index < storage.count, "element out of range")
      // The array is borrowed for the access, and with it the memory.
      return UnsafePointer(storage.base + index)
    }
    @inline(__always)
    unsafeMutableAddress {
      precondition(index >= 0 && index < storage.count, "element out of range")
      if !isKnownUniquelyReferenced(&storage) { storage = Storage(copying: storage.base, count: storage.count) }
      return storage.base + index
    }
  }
}

// A change is made only to memory that no other value refers to.
extension InPlaceArray: @unchecked Sendable where Element: Sendable {}

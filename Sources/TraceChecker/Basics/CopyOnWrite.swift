/// A noncopyable value that can be copied explicitly.
protocol Duplicable: ~Copyable {
  /// An equal value that is independent of this one.
  borrowing func copied() -> Self
}

/// Makes a noncopyable value copyable: copies share its memory until one of them is changed.
///
/// A change checks once whether the memory is shared, however many tables the value has.
struct CopyOnWrite<Content: Duplicable & ~Copyable> {
  private var storage: Storage

  /// Memory whose address never changes.
  private final class Storage {
    let place = UnsafeMutablePointer<Content>.allocate(capacity: 1)

    init(_ content: consuming Content) { place.initialize(to: content) }

    deinit {
      place.deinitialize(count: 1)
      place.deallocate()
    }
  }

  init(_ content: consuming Content) { storage = Storage(content) }

  /// The value. O(1); the first change of shared memory also copies it.
  var content: Content {
    // The access borrows `self`, and with it the memory.
    @inline(__always)
    unsafeAddress { UnsafePointer(storage.place) }
    @inline(__always)
    unsafeMutableAddress {
      if !isKnownUniquelyReferenced(&storage) { copyStorage() }
      return storage.place
    }
  }

  @inline(never)
  private mutating func copyStorage() { storage = Storage(storage.place.pointee.copied()) }
}

// Only memory that no other value refers to is changed.
extension CopyOnWrite: @unchecked Sendable where Content: Sendable & ~Copyable {}

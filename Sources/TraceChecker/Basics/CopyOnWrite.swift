/// What is copied only where the code says so.
protocol Duplicable: ~Copyable {
  /// Another value that is equal and independent.
  borrowing func copied() -> Self
}

/// A noncopyable value as a copyable one: copies share its memory until one of them is changed.
///
/// A change asks once whether the memory is shared, however many tables the value has.
struct CopyOnWrite<Content: Duplicable & ~Copyable> {
  private var storage: Storage

  /// Memory that stays where it is.
  private final class Storage {
    let place = UnsafeMutablePointer<Content>.allocate(capacity: 1)

    init(_ content: consuming Content) { place.initialize(to: content) }

    deinit {
      place.deinitialize(count: 1)
      place.deallocate()
    }
  }

  init(_ content: consuming Content) { storage = Storage(content) }

  /// The value. O(1), and the cost of a copy for the first change of shared memory.
  var content: Content {
    // This value is borrowed for the access, and with it the memory.
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

// A change is made only to memory that no other value refers to.
extension CopyOnWrite: @unchecked Sendable where Content: Sendable & ~Copyable {}

/// A value in memory of its own: two cells are exchanged without a copy of their values, however large these are. It has
/// one owner and cannot be copied.
struct Cell<Value>: ~Copyable {
  /// Where the value is, for accessors that lend it: as long as the cell lives.
  let base: UnsafeMutablePointer<Value>

  init(_ value: Value) {
    base = .allocate(capacity: 1)
    base.initialize(to: value)
  }

  deinit {
    base.deinitialize(count: 1)
    base.deallocate()
  }

  /// The value, read and changed in place.
  var value: Value {
    @inline(__always)
    unsafeAddress { UnsafePointer(base) }
    @inline(__always)
    unsafeMutableAddress { base }
  }
}

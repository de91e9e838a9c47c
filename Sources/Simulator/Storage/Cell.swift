/// A value in its own memory: two cells are swapped without copying their values, however large these are. A cell has
/// one owner and cannot be copied.
struct Cell<Value>: ~Copyable {
  /// The address of the value, for accessors that read and change it in place; valid as long as the cell lives.
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

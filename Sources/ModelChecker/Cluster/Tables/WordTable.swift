import TraceChecker

/// A table from words to numbers, by open addressing. O(1) to look up; memory grows with the entries.
struct WordTable: Sendable {
  fileprivate struct Slot: BitwiseCopyable {
    var key: UInt64 = 0
    var value = WordTable.vacant
  }

  fileprivate static let vacant = UInt32.max
  private var slots = Column(repeating: Slot(), count: 64)
  private(set) var count = 0

  /// The memory, in bytes.
  var memory: Int { slots.bytes }

  /// The table to be read, as long as it is not changed.
  struct View: BitwiseCopyable {
    fileprivate let slots: UnsafePointer<Slot>
    fileprivate let mask: Int

    /// The number of `key`, or `nil`.
    @inline(__always)
    func find(_ key: UInt64) -> UInt32? {
      let value = slots[place(of: key)].value
      return value == WordTable.vacant ? nil : value
    }

    /// The place of `key`, or the vacant one where it would go.
    @inline(__always)
    fileprivate func place(of key: UInt64) -> Int {
      var place = Int(truncatingIfNeeded: mix(key, 0)) & mask
      while slots[place].value != WordTable.vacant, slots[place].key != key { place = (place &+ 1) & mask }
      return place
    }
  }

  var view: View { View(slots: slots.view, mask: slots.count - 1) }

  /// Adds a key that is not there. The number is any but the largest.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    if 2 * count >= slots.count { grow() }
    slots[view.place(of: key)] = Slot(key: key, value: value)
    count += 1
  }

  private mutating func grow() {
    let old = slots
    slots = Column(repeating: Slot(), count: 2 * old.count)
    for index in 0..<old.count where old[index].value != Self.vacant {
      slots[view.place(of: old[index].key)] = old[index]
    }
  }
}

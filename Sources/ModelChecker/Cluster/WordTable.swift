import TraceChecker

/// A table from words to numbers, by open addressing. O(1) to look up; memory grows with the entries.
struct WordTable: Sendable {
  private struct Slot {
    var key: UInt64
    var value: UInt32
  }

  private static let vacant = UInt32.max
  private var slots = ContiguousArray(repeating: Slot(key: 0, value: vacant), count: 64)
  private(set) var count = 0

  /// The memory, in bytes.
  var memory: Int { slots.count * MemoryLayout<Slot>.stride }

  /// The number of `key`, or `nil`.
  @inline(__always)
  func find(_ key: UInt64) -> UInt32? {
    slots.withUnsafeBufferPointer { slots in
      let slot = slots[Self.place(of: key, in: slots)]
      return slot.value == Self.vacant ? nil : slot.value
    }
  }

  /// Adds a key that is not there. The number is any but the largest.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    if 2 * count >= slots.count { grow() }
    put(key, value)
    count += 1
  }

  private mutating func put(_ key: UInt64, _ value: UInt32) {
    slots.withUnsafeMutableBufferPointer { slots in
      slots[Self.place(of: key, in: UnsafeBufferPointer(slots))] = Slot(key: key, value: value)
    }
  }

  private mutating func grow() {
    let old = slots
    slots = ContiguousArray(repeating: Slot(key: 0, value: Self.vacant), count: 2 * old.count)
    for slot in old where slot.value != Self.vacant { put(slot.key, slot.value) }
  }

  /// The place of `key`, or the vacant one where it would go.
  @inline(__always)
  private static func place(of key: UInt64, in slots: UnsafeBufferPointer<Slot>) -> Int {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: mix(key, 0)) & mask
    while slots[place].value != vacant, slots[place].key != key { place = (place + 1) & mask }
    return place
  }
}

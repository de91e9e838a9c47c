/// The messages under way, each as often as it can still arrive. TLA+: `messages`, as a bag.
///
/// Open addressing by the content hash of a message: two messages count as equal but for a chance of 2⁻⁶⁴.
/// Memory grows with the messages under way, not with those that were sent.
struct MessageBag {
  private struct Slot {
    /// `0` marks an empty slot.
    var key: UInt64 = 0
    var count = 0
  }

  private var slots = Array(repeating: Slot(), count: 64)
  private var used = 0

  /// Adds a message. O(1) amortised.
  mutating func insert(_ message: UInt64) {
    let key = max(1, message)
    if 2 * used >= slots.count { grow() }
    let isNew = slots.withUnsafeMutableBufferPointer { slots in
      let index = Self.find(key, in: slots)
      slots[index].key = key
      slots[index].count += 1
      return slots[index].count == 1
    }
    if isNew { used += 1 }
  }

  /// Removes a message once. Returns whether it was there. O(1).
  mutating func remove(_ message: UInt64) -> Bool {
    let key = max(1, message)
    let left: Int? = slots.withUnsafeMutableBufferPointer { slots in
      let index = Self.find(key, in: slots)
      guard slots[index].count > 0 else { return nil }
      slots[index].count -= 1
      let left = slots[index].count
      if left == 0 { Self.empty(index, in: slots) }
      return left
    }
    if left == 0 { used -= 1 }
    return left != nil
  }

  /// Whether a message is there. O(1).
  mutating func contains(_ message: UInt64) -> Bool {
    let key = max(1, message)
    return slots.withUnsafeMutableBufferPointer { $0[Self.find(key, in: $0)].count > 0 }
  }

  private typealias Slots = UnsafeMutableBufferPointer<Slot>

  /// The slot of `key`, or the empty one where it would go.
  private static func find(_ key: UInt64, in slots: Slots) -> Int {
    let mask = slots.count - 1
    var index = Int(truncatingIfNeeded: key) & mask
    while slots[index].key != key, slots[index].key != 0 { index = (index + 1) & mask }
    return index
  }

  /// Empties a slot, and moves up those behind it that would not be found any more.
  private static func empty(_ emptied: Int, in slots: Slots) {
    let mask = slots.count - 1
    var hole = emptied
    var index = (hole + 1) & mask
    while slots[index].key != 0 {
      let distance = (index - Int(truncatingIfNeeded: slots[index].key)) & mask
      if distance >= (index - hole) & mask {
        slots[hole] = slots[index]
        hole = index
      }
      index = (index + 1) & mask
    }
    slots[hole] = Slot()
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: 2 * old.count)
    slots.withUnsafeMutableBufferPointer { slots in
      for slot in old where slot.key != 0 { slots[Self.find(slot.key, in: slots)] = slot }
    }
  }
}

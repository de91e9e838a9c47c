/// The messages under way, each as often as it can still arrive. TLA+: `messages`, as a bag.
///
/// Open addressing by the hash of a message's whole content: two messages count as equal but for a chance of 2⁻⁶⁴.
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
  mutating func insert(_ message: borrowing TraceMessage) {
    let position = find(Self.key(message))
    if slots[position.index].key == 0 {
      slots[position.index].key = position.key
      used += 1
    }
    slots[position.index].count += 1
    if 2 * used > slots.count { grow() }
  }

  /// Removes a message once. Returns whether it was there. O(1).
  mutating func remove(_ message: borrowing TraceMessage) -> Bool {
    let index = find(Self.key(message)).index
    guard slots[index].count > 0 else { return false }
    slots[index].count -= 1
    if slots[index].count == 0 { empty(index) }
    return true
  }

  /// Whether a message is there. O(1).
  func contains(_ message: borrowing TraceMessage) -> Bool { slots[find(Self.key(message)).index].count > 0 }

  private static func key(_ message: borrowing TraceMessage) -> UInt64 { max(1, TraceDigest.hash(of: message)) }

  /// The slot of `key`, or the empty one where it would go.
  private func find(_ key: UInt64) -> (index: Int, key: UInt64) {
    var index = home(key)
    while slots[index].key != key, slots[index].key != 0 { index = after(index) }
    return (index, key)
  }

  private func home(_ key: UInt64) -> Int { Int(truncatingIfNeeded: key) & (slots.count - 1) }

  private func after(_ index: Int) -> Int { (index + 1) & (slots.count - 1) }

  /// Empties a slot, and moves up those behind it that would not be found any more.
  private mutating func empty(_ emptied: Int) {
    used -= 1
    var hole = emptied
    var index = after(hole)
    while slots[index].key != 0 {
      let distance = (index - home(slots[index].key)) & (slots.count - 1)
      if distance >= (index - hole) & (slots.count - 1) {
        slots[hole] = slots[index]
        hole = index
      }
      index = after(index)
    }
    slots[hole] = Slot()
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: 2 * old.count)
    for slot in old where slot.key != 0 { slots[find(slot.key).index] = slot }
  }
}

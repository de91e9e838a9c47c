/// How often each set of properties was tested or reached by a step. The sets are few and come in runs, so that the
/// place of the last one is tried first.
struct JudgedCounts: ~Copyable {
  struct Slot: BitwiseCopyable {
    var properties: UInt64 = 0
    var count = 0
  }

  /// Open addressing with linear probing. A free place counts nothing, and a place that counts nothing may stay taken.
  private var slots = Buffer<Slot>(repeating: Slot(), count: 64)
  private var isTaken = Buffer<Bool>(repeating: false, count: 64)
  private var taken = 0
  private var last = 0

  init() {}

  /// Adds `number` steps that say `properties`. O(1).
  @inline(__always)
  mutating func add(_ properties: UInt64, _ number: Int) {
    if slots[last].properties != properties || !isTaken[last] { last = place(of: properties) }
    slots[last].count += number
  }

  /// Calls `body` with every set and its count, in no order that matters to a sum.
  func forEach(_ body: (_ properties: UInt64, _ count: Int) -> Void) {
    for index in 0..<slots.count where isTaken[index] && slots[index].count != 0 {
      body(slots[index].properties, slots[index].count)
    }
  }

  @inline(never)
  private mutating func place(of properties: UInt64) -> Int {
    if 2 * taken >= slots.count { grow() }
    var index = home(properties)
    while isTaken[index] {
      if slots[index].properties == properties { return index }
      index = (index + 1) & (slots.count - 1)
    }
    isTaken[index] = true
    slots[index].properties = properties
    taken += 1
    return index
  }

  private func home(_ properties: UInt64) -> Int {
    Int(truncatingIfNeeded: (properties &* 0x9e37_79b9_7f4a_7c15) >> 32) & (slots.count - 1)
  }

  private mutating func grow() {
    let (old, wasTaken) = (slots.elements.map { $0 }, isTaken.elements.map { $0 })
    slots = Buffer(repeating: Slot(), count: 2 * old.count)
    isTaken = Buffer(repeating: false, count: 2 * old.count)
    taken = 0
    for (slot, wasTaken) in zip(old, wasTaken) where wasTaken { slots[place(of: slot.properties)].count = slot.count }
  }
}

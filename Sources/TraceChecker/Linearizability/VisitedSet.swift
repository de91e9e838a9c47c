/// The configurations that a search has been in: 16 bytes each, in a table that is three quarters full at most.
struct VisitedSet: Sendable {
  private struct Slot: TableSlot {
    var place: UInt64
    var slots: UInt64

    static var vacant: Slot { Slot(place: .max, slots: 0) }
    @inline(__always) var isVacant: Bool { place == .max }
  }

  private var table = ProbeTable<Slot>(places: 1 << 10, fullness: 3)

  /// The number of configurations.
  var count: Int { table.count }

  /// The memory that it takes, in bytes.
  var bytes: Int { table.bytes }
  /// What it takes on top with the next configuration: both tables are there when it grows.
  var nextBytes: Int { table.isFull ? bytes * 2 : 0 }

  /// Adds a configuration, unless one that covers it is there; returns whether it was added. O(1) amortized, where
  /// operations that never complete are few. `place` is never all ones.
  @inline(__always)
  mutating func insert(_ place: UInt64, _ slots: UInt64, _ numbering: some SlotNumbering) -> Bool {
    if table.isFull { grow(numbering) }
    let new = Slot(place: place, slots: slots)
    // All that could cover each other have one hash.
    let found = table.place(fold(place, numbering.common(slots))) {
      $0.place == place && numbering.covers($0.slots, slots)
    }
    guard table[found].isVacant else { return false }
    table.insert(new, at: found)
    return true
  }

  private mutating func grow(_ numbering: some SlotNumbering) {
    table.makeRoom { fold($0.place, numbering.common($0.slots)) }
  }
}

/// The configurations that a search has been in: 16 bytes each, in a table that is three quarters full at most.
struct VisitedSet: Sendable {
  private var table: [UInt64]
  private var mask: Int
  private(set) var count = 0

  private static let vacant = UInt64.max

  init() {
    mask = (1 << 10) - 1
    table = [UInt64](repeating: Self.vacant, count: 2 * (mask + 1))
  }

  /// The memory that it takes, in bytes.
  var bytes: Int { table.count * 8 }
  /// What it takes on top with the next configuration: both tables are there when it grows.
  var nextBytes: Int { (count + 1) * 4 > (mask + 1) * 3 ? bytes * 2 : 0 }

  /// Adds a configuration, unless one that covers it is there; returns whether it was added. O(1) amortised, where calls
  /// that never end are few. `place` is never all ones.
  @inline(__always)
  mutating func insert(_ place: UInt64, _ slots: UInt64, _ numbering: borrowing some SlotNumbering) -> Bool {
    if (count + 1) * 4 > (mask + 1) * 3 { grow(numbering) }
    var index = home(place, numbering.common(slots))
    while table[2 * index] != Self.vacant {
      if table[2 * index] == place, numbering.covers(table[2 * index + 1], slots) { return false }
      index = (index + 1) & mask
    }
    table[2 * index] = place
    table[2 * index + 1] = slots
    count += 1
    return true
  }

  /// Where a configuration belongs. All that could cover each other belong to one place.
  @inline(__always)
  private func home(_ place: UInt64, _ common: UInt64) -> Int { Int(truncatingIfNeeded: fold(place, common)) & mask }

  private mutating func grow(_ numbering: borrowing some SlotNumbering) {
    let old = table
    mask = 2 * mask + 1
    table = [UInt64](repeating: Self.vacant, count: 2 * (mask + 1))
    for place in stride(from: 0, to: old.count, by: 2) where old[place] != Self.vacant {
      var index = home(old[place], numbering.common(old[place + 1]))
      while table[2 * index] != Self.vacant { index = (index + 1) & mask }
      table[2 * index] = old[place]
      table[2 * index + 1] = old[place + 1]
    }
  }
}

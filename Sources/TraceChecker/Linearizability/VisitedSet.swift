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
  /// The memory that it takes once it has to grow, the old table included.
  var bytesIfGrown: Int { (count + 1) * 4 > (mask + 1) * 3 ? bytes * 3 : bytes }

  /// Adds a configuration; returns whether it was new. O(1) amortised. `place` is never all ones.
  @inline(__always)
  mutating func insert(_ place: UInt64, _ slots: UInt64) -> Bool {
    if (count + 1) * 4 > (mask + 1) * 3 { grow() }
    guard Self.insert(place, slots, into: &table, mask) else { return false }
    count += 1
    return true
  }

  @inline(__always)
  private static func insert(_ place: UInt64, _ slots: UInt64, into table: inout [UInt64], _ mask: Int) -> Bool {
    var index = Int(truncatingIfNeeded: fold(place, slots)) & mask
    while table[2 * index] != vacant {
      if table[2 * index] == place, table[2 * index + 1] == slots { return false }
      index = (index + 1) & mask
    }
    table[2 * index] = place
    table[2 * index + 1] = slots
    return true
  }

  private mutating func grow() {
    let widerMask = 2 * mask + 1
    var wider = [UInt64](repeating: Self.vacant, count: 2 * (widerMask + 1))
    for index in 0...mask where table[2 * index] != Self.vacant {
      _ = Self.insert(table[2 * index], table[2 * index + 1], into: &wider, widerMask)
    }
    (table, mask) = (wider, widerMask)
  }
}

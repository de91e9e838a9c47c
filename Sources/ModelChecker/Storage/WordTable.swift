import TraceChecker

/// A table from words to numbers. O(1) to look up; memory grows with the entries.
struct WordTable: Sendable {
  fileprivate struct Slot: TableSlot {
    var key: UInt64
    var value: UInt32

    static var vacant: Slot { Slot(key: 0, value: .max) }
    @inline(__always) var isVacant: Bool { value == .max }

    @inline(__always) static func hash(_ key: UInt64) -> UInt64 { mix(key, 0) }
  }

  private var table = ProbeTable<Slot>()

  /// The number of keys.
  var count: Int { table.count }

  /// The memory, in bytes.
  var memory: Int { table.bytes }

  /// The table to be read, as long as it is not changed.
  struct View: BitwiseCopyable {
    fileprivate let table: ProbeTable<Slot>.View

    /// The number of `key`, or `nil`.
    @inline(__always)
    func find(_ key: UInt64) -> UInt32? {
      let slot = table[table.place(Slot.hash(key)) { $0.key == key }]
      return slot.isVacant ? nil : slot.value
    }
  }

  var view: View { View(table: table.view) }

  /// Adds a key that is not there. The number is any but the largest.
  mutating func insert(_ key: UInt64, _ value: UInt32) {
    table.makeRoom { Slot.hash($0.key) }
    table.insert(Slot(key: key, value: value), at: table.place(Slot.hash(key)) { $0.key == key })
  }
}

/// Numbers for different values, in the order in which they occur. A number takes a few bytes in addition to its value.
struct Interning: Sendable {
  /// The values, by their numbers.
  private(set) var values = ChunkedList<PlainValue>()
  private var table = ProbeTable<NumberSlot<UInt32>>(fullness: 3)

  /// The number of a value: that of an equal one, if there was one. O(length of the value), amortized.
  mutating func number(of value: PlainValue) -> Int {
    if table.isFull { grow() }
    let place = table.place(Self.hash(value)) { values[Int($0.number)] == value }
    if !table[place].isVacant { return Int(table[place].number) }
    table.insert(NumberSlot(UInt32(values.count)), at: place)
    values.append(value)
    return values.count - 1
  }

  private mutating func grow() {
    let values = values
    table.makeRoom { Self.hash(values[Int($0.number)]) }
  }

  private static func hash(_ value: PlainValue) -> UInt64 { UInt64(bitPattern: Int64(value.hashValue)) }
}

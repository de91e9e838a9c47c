import Testing

@testable import TraceChecker

@Suite("Hash tables")
struct ProbeTableTests {
  private struct Slot: TableSlot, Equatable {
    var key: UInt64
    var value: Int

    static var vacant: Slot { Slot(key: 0, value: -1) }
    var isVacant: Bool { value < 0 }
  }

  /// How keys are hashed.
  enum Hash: CaseIterable {
    case spread, equal, equalLowBits, successive, highest

    func callAsFunction(_ key: UInt64) -> UInt64 {
      switch self {
      case .spread: mix(key, 0)
      case .equal: 7
      case .equalLowBits: key << 32
      case .successive: key
      // Places at the end of the table, so that every search wraps around.
      case .highest: .max - key % 3
      }
    }
  }

  private struct Table {
    var table: ProbeTable<Slot>
    let hash: Hash

    func find(_ key: UInt64) -> Int? {
      let slot = table[table.place(hash(key)) { $0.key == key }]
      return slot.isVacant ? nil : slot.value
    }

    mutating func set(_ key: UInt64, _ value: Int) {
      table.makeRoom { hash($0.key) }
      let place = table.place(hash(key)) { $0.key == key }
      if table[place].isVacant {
        table.insert(Slot(key: key, value: value), at: place)
      } else {
        table.replace(place, by: Slot(key: key, value: value))
      }
    }

    mutating func remove(_ key: UInt64) {
      let place = table.place(hash(key)) { $0.key == key }
      if !table[place].isVacant { table.remove(at: place) { hash($0.key) } }
    }
  }

  @Test("A table does what a dictionary does, however its keys are hashed", arguments: Hash.allCases, 1...3)
  func random(hash: Hash, fullness: Int) {
    var table = Table(table: ProbeTable(places: 2, fullness: fullness), hash: hash)
    var expected: [UInt64: Int] = [:]
    var word: UInt64 = 1
    for step in 0..<3_000 {
      word = mix(word, UInt64(step))
      let key = word & 127
      // First it mostly fills, then it mostly empties.
      if word >> 40 & 15 < (step < 1_500 ? 10 : 5) {
        table.set(key, step)
        expected[key] = step
      } else {
        table.remove(key)
        expected[key] = nil
      }
      #expect(table.table.count == expected.count)
      if step % 50 == 0 {
        table.table.checkInvariants { hash($0.key) }
        for key in 0..<128 as Range<UInt64> { #expect(table.find(key) == expected[key]) }
      }
    }
  }

  @Test("A table grows before it is fuller than it may be, and finds all that it had")
  func growth() {
    for fullness in 1...3 {
      var table = Table(table: ProbeTable(places: 4, fullness: fullness), hash: .spread)
      for key in 0..<1_000 as Range<UInt64> {
        table.set(key, Int(key))
        #expect(4 * table.table.count <= table.table.bytes / MemoryLayout<Slot>.stride * fullness)
      }
      #expect((0..<1_000 as Range<UInt64>).allSatisfy { table.find($0) == Int($0) })
      #expect(table.find(1_000) == nil)
    }
  }

  @Test("A copy of a table is a table of its own")
  func copies() {
    var one = Table(table: ProbeTable(), hash: .spread)
    one.set(1, 1)
    var other = one
    other.set(1, 2)
    other.set(2, 2)
    one.remove(1)
    #expect(one.find(1) == nil && one.find(2) == nil)
    #expect(other.find(1) == 2 && other.find(2) == 2)
  }

  @Test("Numbers of things that are kept elsewhere are found by what they are the numbers of")
  func numbers() {
    var words: [String] = []
    var table = ProbeTable<NumberSlot<UInt32>>(places: 2)
    func hash(_ word: String) -> UInt64 { UInt64(word.count) }
    for word in ["a", "b", "cc", "dd", "a", "cc", "e"] {
      table.makeRoom { hash(words[Int($0.number)]) }
      let place = table.place(hash(word)) { words[Int($0.number)] == word }
      guard table[place].isVacant else { continue }
      table.insert(NumberSlot(UInt32(words.count)), at: place)
      words.append(word)
    }
    #expect(words == ["a", "b", "cc", "dd", "e"])
    #expect(table.count == 5)
  }

  @Test("An array in place keeps its elements as it grows, and a changed copy leaves the other as it was")
  func array() {
    var array = InPlaceArray<Int>()
    for number in 0..<100 { array.append(number) }
    let copy = array
    array[50] = -1
    array.append(100)
    #expect((0..<100).allSatisfy { copy[$0] == $0 } && copy.count == 100)
    #expect(array[50] == -1 && array[100] == 100 && array.count == 101)
    #expect(array.view[50] == -1)
  }

  @Test("An index outside an array in place stops the program")
  func outside() async {
    await #expect(processExitsWith: .failure) { _ = InPlaceArray(repeating: 1, count: 3)[3] }
    await #expect(processExitsWith: .failure) { _ = InPlaceArray(repeating: 1, count: 3)[-1] }
  }
}

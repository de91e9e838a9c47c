import Testing

@testable import TraceChecker

@Suite("The calls of clients, packed")
struct ClientCallsTests {
  private static let operations: [ClientOperation] = [
    .get(key: 0), .put(key: 7, value: 1 << 40), .append(key: -3, value: .min),
    .compareAndSet(key: .max, expected: -1, value: 5), .add, .complete(id: 31), .remove(id: 0), .count,
  ]
  private static let results: [ClientResult?] = [
    nil, .value(nil, count: 0), .value(-5, count: 1 << 33), .done(count: 3), .refused(actual: nil),
    .refused(actual: .max), .added(id: 1), .found(true), .found(false), .open(12),
  ]

  /// Every operation with every result and effect, and numbers of every size.
  private static var records: [ClientRecord] {
    var records: [ClientRecord] = []
    for operation in operations {
      for result in results {
        for effect in [ClientRecord.Effect.none, .gives(nil), .gives(result), .gives(.open(77))] {
          let number = records.count
          var record = ClientRecord(
            process: number % 5, command: number % 7 == 0 ? .max : UInt64(number),
            session: number % 11 == 0 ? UInt64(bitPattern: -1) : 3, operation: operation,
            invoked: number % 13 == 0 ? .min : 10 * number, after: number / 2)
          record.output = result
          record.returned = number % 3 == 0 ? nil : .max - number
          record.time = number % 17 == 0 ? 0 : 1_000_000 * number
          record.effect = effect
          records.append(record)
        }
      }
    }
    return records
  }

  @Test("What is packed is unpacked as it was")
  func roundTrip() {
    let records = Self.records
    #expect(ClientCalls.unpack(ClientCalls.pack(records)) == records)
    #expect(ClientCalls.unpack(ClientCalls.pack([])).isEmpty)
  }

  @Test("Early calls can be read and changed like late ones")
  func changes() {
    let source = Self.records
    var (calls, expected) = (ClientCalls(), [ClientRecord]())
    for number in 0..<2_000 {
      calls.append(source[number % source.count])
      expected.append(source[number % source.count])
      let other = number * 7_919 % (number + 1)
      calls.change(other) { $0.returned = number }
      calls.change(other) { $0.effect = .gives(.done(count: number)) }
      expected[other].returned = number
      expected[other].effect = .gives(.done(count: number))
    }
    #expect(calls.count == expected.count)
    #expect(expected.indices.allSatisfy { calls[$0] == expected[$0] })
    #expect(expected.indices.map { calls.read($0) { $0.returned } } == expected.map(\.returned))
    var all: [ClientRecord] = []
    calls.forEach { number, record in
      #expect(number == all.count)
      all.append(record)
    }
    #expect(all == expected)
    var reader = ClientCalls.Reader(calls)
    for number in [0, 1_999, 300, 301, 0] {
      let record = reader.record(number)
      #expect(record == expected[number])
    }
  }

  @Test("A call of a long run takes at most forty bytes")
  func size() {
    let records = (0..<256).map { number in
      var record = ClientRecord(
        process: 1, command: UInt64(1_000_000 + number), session: 1,
        operation: .put(key: 3, value: 1 << 32 | 1_000_000 + number), invoked: 11_000_000 + 11 * number,
        after: 999_990 + number)
      record.output = .done(count: 1)
      record.returned = record.invoked + 30
      record.time = 28_000_000_000 + 20_000 * number
      record.effect = .gives(.done(count: 1))
      return record
    }
    #expect(ClientCalls.pack(records).count <= 40 * records.count)
  }
}

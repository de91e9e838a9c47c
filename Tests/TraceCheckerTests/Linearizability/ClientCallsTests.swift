import Testing

@testable import TraceChecker

@Suite("The calls of clients")
struct ClientCallsTests {
  /// Calls like those of a run; if `areFar`, some of them have numbers far from those of the others.
  private static func records(areFar: Bool) -> [ClientRecord] {
    (0..<2_000).map { number in
      var record = ClientRecord(
        process: number % 5, command: areFar && number % 700 == 0 ? .max : UInt64(number), session: 3,
        operation: .append(key: number % 8, value: 1 << 32 | number), invoked: 10 * number, after: number / 2)
      record.time = number % 17 == 0 ? 0 : 20_000 * number
      return record
    }
  }

  @Test("Early calls can be read and changed like late ones", arguments: [false, true])
  func changes(areFar: Bool) {
    let source = Self.records(areFar: areFar)
    var (calls, expected) = (ClientCalls(), [ClientRecord]())
    for number in source.indices {
      calls.append(source[number])
      expected.append(source[number])
      let other = number * 7_919 % (number + 1)
      calls.change(other) { $0.returned = 100_000 + number }
      calls.change(other) { $0.effect = .gives(.done(count: number)) }
      expected[other].returned = 100_000 + number
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
  }
}

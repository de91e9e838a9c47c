import Testing

@testable import TraceChecker

@Suite("The operations of a history in little memory")
struct ForeignCallsTests {
  @Test("a list of chunks has its elements in order, and they can be changed")
  func chunks() {
    var list = ChunkedList<Int>()
    for number in 0..<30_000 { list.append(number) }
    list[8192] = -1
    #expect(list.count == 30_000)
    #expect((0..<list.count).allSatisfy { list[$0] == ($0 == 8192 ? -1 : $0) })
  }

  @Test("equal values have one number, different ones others, however many there are")
  func interning() {
    var numbers = Interning()
    for round in 0..<2 {
      for number in 0..<20_000 {
        let value = number % 2 == 0 ? PlainValue.text("v\(number)") : .list([.number(number)])
        #expect(numbers.number(of: value) == number, "round \(round)")
      }
    }
    #expect(numbers.values.count == 20_000 && numbers.values[19_999] == .list([.number(19_999)]))
    let (one, other) = (PlainValue.text("\u{E9}"), PlainValue.text("e\u{301}"))
    #expect(numbers.number(of: one) != numbers.number(of: other), "compared byte by byte")
  }

  @Test("a value is what it was")
  func values() {
    let values: [PlainValue?] = [
      nil, .null, .number(0), .number(1), .number(Int(UInt32.max / 2)), .number(Int(UInt32.max / 2) + 1), .number(-1),
      .number(.max), .number(.min), .text(""), .text("a"), .list([.number(1), .null]), .other(":b"), .decimal("1.5"),
    ]
    var list = ValueList()
    let places = values.map { list.place(for: $0) }
    #expect(places.map { list[$0] } == values)
    #expect(Set(places).count == values.count)
  }

  @Test("an operation is what it was")
  func calls() {
    var calls = ForeignCalls()
    let times = [0, .min, Int.max - 1, -5]
    for (number, time) in times.enumerated() {
      calls.append(
        HistoryEvent(
          key: number == 0 ? nil : .text("k"), value: .number(number), line: number + 1, process: -number,
          kind: .invoke,
          function: .cas, time: time))
    }
    calls.end(0, .init(value: .number(0), line: 9, returned: 7, kind: .ok))
    calls.end(1, .init(value: .null, line: 10, returned: nil, kind: .info))
    calls.end(2, .init(value: .text("x"), line: 11, returned: 12, kind: .fail))
    #expect(times.indices.map { calls[$0].invoked } == times)
    #expect(times.indices.map { calls[$0].begin.process } == [0, -1, -2, -3])
    #expect(times.indices.map { calls[$0].begin.key } == [nil, .text("k"), .text("k"), .text("k")])
    #expect(times.indices.map { calls[$0].end?.value } == [.number(0), .null, .text("x"), nil])
    #expect(times.indices.map { calls[$0].returned } == [7, nil, 12, nil])
    #expect(times.indices.map { calls[$0].end?.line } == [9, 10, 11, nil])
    #expect(calls.failure(2) == (true, true) && calls.failure(1) == (false, true))
    calls.reopen(2)
    #expect(calls[2].end == nil && calls[2].begin.line == 3)
  }

  @Test("an operation takes 48 bytes, and nothing beside for nil and small numbers")
  func size() {
    #expect(MemoryLayout<PackedCall>.stride == 48)
    #expect(MemoryLayout<ValueList.Place>.size == 4)
  }
}

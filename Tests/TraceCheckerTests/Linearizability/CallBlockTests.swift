import Testing

@testable import TraceChecker

@Suite("A block of clients' calls")
struct CallBlockTests {
  typealias Change = @Sendable (inout ClientRecord) -> Void

  /// The least number that needs more than 32 bits.
  private static let limit = 1 << 32
  /// The least number that needs more than 31 bits.
  private static let half = 1 << 31

  private static let operations: [ClientOperation] = [
    .get(key: 0), .get(key: limit - 1), .put(key: 7, value: 1 << 40), .put(key: 1, value: .min),
    .append(key: 3, value: .max), .append(key: 3, value: -1), .compareAndSet(key: 2, expected: 4, value: 5),
    .compareAndSet(key: 2, expected: 5, value: 4), .compareAndSet(key: 0, expected: .max, value: .min),
    .compareAndSet(key: 0, expected: half, value: 0), .compareAndSet(key: 0, expected: 0, value: half - 1), .add,
    .complete(id: 31), .remove(id: 0), .count,
  ]
  private static let results: [ClientResult] = [
    .value(nil, count: 0), .value(nil, count: limit - 1), .value(0, count: 0), .value(-5, count: 7), .done(count: .min),
    .done(count: 3), .refused(actual: nil), .refused(actual: 0), .refused(actual: .max), .added(id: 1), .found(true),
    .found(false), .open(12),
  ]

  /// A call like the first one of each block.
  private static func call(_ operation: ClientOperation = .put(key: 3, value: 1 << 32 | 1)) -> ClientRecord {
    var call = ClientRecord(
      process: 1, command: 1_000_000, session: 1, operation: operation, invoked: 11_000_000, after: 999_990)
    call.answer(.done(count: 1), at: 11_000_030, 28_000_000_000)
    call.takeEffect(at: 1_000_000, giving: .done(count: 1))
    return call
  }

  private static func block(_ records: [ClientRecord]) -> CallBlock {
    var all = InPlaceArray<ClientRecord>()
    all.append(contentsOf: [call()] + records)
    return CallBlock(all, 1..<all.count)
  }

  private static func isNarrow(_ block: CallBlock) -> Bool {
    if case .narrow = block { true } else { false }
  }

  @Test("A narrow call takes at most 64 bytes")
  func size() { #expect(MemoryLayout<NarrowCall>.stride <= 64) }

  @Test("Every operation with every result, as output and as effect, comes back from a narrow block")
  func everyKind() {
    var records: [ClientRecord] = []
    for operation in Self.operations {
      var record = Self.call(operation)
      for effect in [ClientRecord.Effect.none, .gives(nil)] {
        (record.output, record.effect) = (nil, effect)
        records.append(record)
      }
      for result in Self.results {
        for effect in [ClientRecord.Effect.none, .gives(nil), .gives(result)] {
          (record.output, record.effect) = (result, effect)
          records.append(record)
        }
        (record.output, record.effect) = (nil, .gives(result))
        records.append(record)
      }
    }
    let block = Self.block(records)
    #expect(Self.isNarrow(block))
    #expect(records.indices.allSatisfy { block[$0] == records[$0] })
  }

  @Test("Calls without an answer, a time, an index or a refusal come back from a narrow block")
  func parts() {
    let changes: [Change] = [
      { ($0.returned, $0.time) = (nil, 0) }, { $0.time = 0 }, { $0.returned = nil }, { $0.index = 0 },
      { $0.isRefused = true }, { $0.refusedAt = 12_000_000 },
      { ($0.isRefused, $0.refusedAt) = (true, 12_000_000) }, { $0.session = .init(UInt32.max) },
      { $0.process = 65_535 },
    ]
    let records = changes.map { change in
      var record = Self.call()
      change(&record)
      return record
    }
    let block = Self.block(records)
    #expect(Self.isNarrow(block))
    #expect(records.indices.allSatisfy { block[$0] == records[$0] })
  }

  /// For each field: a change of `call()` that just fits, and one that just does not.
  private static let bounds: [(name: String, fits: Change, exceeds: Change)] = [
    ("process", { $0.process = 65_535 }, { $0.process = 65_536 }),
    ("least process", { $0.process = 0 }, { $0.process = -1 }),
    ("session", { $0.session = UInt64(limit - 1) }, { $0.session = UInt64(limit) }),
    ("command", { $0.command += UInt64(half - 1) }, { $0.command += UInt64(half) }),
    ("least command", { $0.command &-= UInt64(half) }, { $0.command &-= UInt64(half + 1) }),
    (
      "invoked", { ($0.invoked, $0.returned) = ($0.invoked + limit - 1, nil) },
      { ($0.invoked, $0.returned) = ($0.invoked + limit, nil) }
    ),
    ("least invoked", { _ in }, { $0.invoked -= 1 }),
    ("after", { $0.after += limit - 1 }, { $0.after += limit }),
    ("least after", { _ in }, { $0.after -= 1 }),
    ("returned", { $0.returned = $0.invoked + limit - 1 }, { $0.returned = $0.invoked + limit }),
    ("least returned", { $0.returned = $0.invoked }, { $0.returned = $0.invoked - 1 }),
    ("time", { $0.time += half - 1 }, { $0.time += half }),
    ("least time", { $0.time -= half }, { $0.time -= half + 1 }),
    ("index", { $0.index = limit - 1 }, { $0.index = limit }),
    ("least index", { $0.index = 0 }, { $0.index = -1 }),
    ("refusedAt", { $0.refusedAt = limit - 1 }, { $0.refusedAt = limit }),
    ("least refusedAt", { $0.refusedAt = 0 }, { $0.refusedAt = -1 }),
    ("key", { $0.operation = .get(key: limit - 1) }, { $0.operation = .get(key: limit) }),
    ("least key", { $0.operation = .get(key: 0) }, { $0.operation = .get(key: -1) }),
    (
      "expected", { $0.operation = .compareAndSet(key: 0, expected: -half, value: -1) },
      { $0.operation = .compareAndSet(key: 0, expected: -half, value: 0) }
    ),
    (
      "least expected", { $0.operation = .compareAndSet(key: 0, expected: half, value: 0) },
      { $0.operation = .compareAndSet(key: 0, expected: half, value: -1) }
    ),
    (
      "count", { ($0.output, $0.effect) = (.value(1, count: limit - 1), .none) },
      { ($0.output, $0.effect) = (.value(1, count: limit), .none) }
    ),
    (
      "least count", { ($0.output, $0.effect) = (nil, .gives(.value(1, count: 0))) },
      { ($0.output, $0.effect) = (nil, .gives(.value(1, count: -1))) }
    ),
    ("results", { $0.effect = .gives($0.output) }, { $0.effect = .gives(.done(count: 2)) }),
    (
      "presence of a value", { ($0.output, $0.effect) = (.refused(actual: 0), .gives(.refused(actual: 0))) },
      { ($0.output, $0.effect) = (.refused(actual: 0), .gives(.refused(actual: nil))) }
    ),
    ("kinds of results", { $0.effect = .gives(nil) }, { $0.effect = .gives(.open(1)) }),
  ]

  @Test("A value at the limit of its field fits, and one beyond it makes the block wide", arguments: bounds.indices)
  func bound(_ number: Int) {
    let (name, fits, exceeds) = Self.bounds[number]
    for (change, isNarrow) in [(fits, true), (exceeds, false)] {
      var changed = Self.call()
      change(&changed)
      // Once when the block is made, and once as a later change.
      let records = [Self.call(), changed, Self.call(.add)]
      let block = Self.block(records)
      var other = Self.block([Self.call(), Self.call(.count), Self.call(.add)])
      other.replace(1, by: changed)
      for block in [block, other] {
        #expect(Self.isNarrow(block) == isNarrow, "\(name)")
        #expect(records.indices.allSatisfy { block[$0] == records[$0] }, "\(name)")
      }
    }
  }

  @Test("Calls with extreme numbers come back as they were")
  func extremes() {
    let numbers: [Int] = [.min, .min + 1, -1, 0, 1, 1 << 31, 1 << 32, .max]
    for number in numbers {
      for other in numbers {
        var record = ClientRecord(
          process: number, command: UInt64(bitPattern: Int64(other)), session: UInt64(bitPattern: Int64(number)),
          operation: .compareAndSet(key: number, expected: other, value: number), invoked: other, after: number)
        record.answer(.value(number, count: other), at: number, other)
        record.takeEffect(at: number, giving: .value(other, count: number))
        record.refuse(at: other, number)
        let records = [Self.call(), record]
        let (block, reversed) = (Self.block(records), Self.block(records.reversed()))
        #expect(records.indices.allSatisfy { block[$0] == records[$0] && reversed[1 - $0] == records[$0] })
      }
    }
  }

  @Test("The base time of a block is that of the first call that has one")
  func timeOfLaterCall() {
    var records = [Self.call(), Self.call(), Self.call()]
    records[0].time = 0
    records[2].time += 1
    #expect(Self.isNarrow(Self.block(records)))
  }

  @Test("A changed call is kept in a wide and in a narrow block, and a copy made before does not show it")
  func changeOfWideBlock() {
    var far = Self.call()
    far.time = .max
    for records in [[Self.call(), far, Self.call()], [Self.call(), Self.call(), Self.call()]] {
      var block = Self.block(records)
      let before = block
      block.replace(2, by: Self.call(.count))
      #expect(block[2] == Self.call(.count))
      #expect((0..<2).allSatisfy { block[$0] == records[$0] })
      #expect(records.indices.allSatisfy { before[$0] == records[$0] })
      #expect(Self.isNarrow(block) == Self.isNarrow(before))
    }
  }
}

/// Writes numbers, small ones in few bytes: seven bits a byte, the sign in the lowest bit.
struct PackedWriter {
  /// The most bytes that a call takes: nineteen numbers of ten bytes.
  static let longestRecord = 190

  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// The number of bytes written.
  private(set) var count = 0

  /// Writes to `bytes`, which must have room for what is written.
  init(_ bytes: UnsafeMutableBufferPointer<UInt8>) { self.bytes = bytes }

  @inline(__always)
  mutating func put(_ number: Int) {
    let word = UInt64(bitPattern: Int64(number << 1 ^ number >> 63))
    precondition(count < bytes.count, "no room for another number")
    if word >= 0x80 { return putLong(word) }
    bytes[count] = UInt8(truncatingIfNeeded: word)
    count &+= 1
  }

  @inline(never)
  private mutating func putLong(_ word: UInt64) {
    var rest = word
    precondition(count + 10 <= bytes.count, "no room for another number")
    while rest >= 0x80 {
      bytes[count] = UInt8(truncatingIfNeeded: rest) | 0x80
      count &+= 1
      rest >>= 7
    }
    bytes[count] = UInt8(truncatingIfNeeded: rest)
    count &+= 1
  }

  /// A call, its numbers as differences from those of the call before.
  mutating func put(_ record: ClientRecord, after previous: ClientRecord) {
    put(record.tags)
    put(record.process)
    put(Int(truncatingIfNeeded: record.command &- previous.command))
    put(Int(truncatingIfNeeded: record.session))
    put(record.invoked &- previous.invoked)
    put(record.after &- previous.after)
    put(record.time &- previous.time)
    put(record.operation)
    if let returned = record.returned { put(returned &- record.invoked) }
    if let output = record.output { put(output) }
    if case .gives(let result?) = record.effect, result != record.output { put(result) }
    if record.index > 0 { put(record.index &- previous.index) }
    if record.isRefused { put(record.refusedAt &- record.invoked) }
  }

  private mutating func put(_ operation: ClientOperation) {
    switch operation {
    case .get(let key): put(0, key)
    case .put(let key, let value): put(1, key, value)
    case .append(let key, let value): put(2, key, value)
    case .compareAndSet(let key, let expected, let value):
      put(3, key)
      put(expected, value)
    case .add: put(4)
    case .complete(let id): put(5, id)
    case .remove(let id): put(6, id)
    case .count: put(7)
    }
  }

  private mutating func put(_ result: ClientResult) {
    switch result {
    case .value(nil, let count): put(0, count)
    case .value(let value?, let count): put(1, value, count)
    case .done(let count): put(2, count)
    case .refused(nil): put(3)
    case .refused(let actual?): put(4, actual)
    case .added(let id): put(5, id)
    case .found(let isThere): put(6, isThere ? 1 : 0)
    case .open(let count): put(7, count)
    }
  }

  private mutating func put(_ first: Int, _ second: Int) {
    put(first)
    put(second)
  }

  private mutating func put(_ first: Int, _ second: Int, _ third: Int) {
    put(first, second)
    put(third)
  }
}

/// Reads what `PackedWriter` wrote.
struct PackedReader {
  private let bytes: [UInt8]
  private var next = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { next == bytes.count }

  mutating func number() -> Int {
    var (word, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let byte = bytes[next]
      next += 1
      word |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return Int(truncatingIfNeeded: word >> 1) ^ -Int(truncatingIfNeeded: word & 1)
  }

  mutating func record(after previous: ClientRecord?) -> ClientRecord {
    let tags = number()
    let process = number()
    let command = UInt64(truncatingIfNeeded: number()) &+ (previous?.command ?? 0)
    let session = UInt64(truncatingIfNeeded: number())
    let invoked = number() &+ (previous?.invoked ?? 0)
    let after = number() &+ (previous?.after ?? 0)
    let time = number() &+ (previous?.time ?? 0)
    var record = ClientRecord(
      process: process, command: command, session: session, operation: operation(), invoked: invoked, after: after)
    record.time = time
    if tags & ClientRecord.hasReturned != 0 { record.returned = number() &+ invoked }
    if tags & ClientRecord.hasOutput != 0 { record.output = result() }
    switch tags >> ClientRecord.effectShift {
    case 0: record.effect = .none
    case 1: record.effect = .gives(nil)
    case 2: record.effect = .gives(record.output)
    default: record.effect = .gives(result())
    }
    if tags & ClientRecord.hasIndex != 0 { record.index = number() &+ (previous?.index ?? 0) }
    record.isRefused = tags & ClientRecord.isRefusedTag != 0
    if record.isRefused { record.refusedAt = number() &+ invoked }
    return record
  }

  private mutating func operation() -> ClientOperation {
    switch number() {
    case 0: .get(key: number())
    case 1: .put(key: number(), value: number())
    case 2: .append(key: number(), value: number())
    case 3: .compareAndSet(key: number(), expected: number(), value: number())
    case 4: .add
    case 5: .complete(id: number())
    case 6: .remove(id: number())
    default: .count
    }
  }

  private mutating func result() -> ClientResult {
    switch number() {
    case 0: .value(nil, count: number())
    case 1: .value(number(), count: number())
    case 2: .done(count: number())
    case 3: .refused(actual: nil)
    case 4: .refused(actual: number())
    case 5: .added(id: number())
    case 6: .found(number() == 1)
    default: .open(number())
    }
  }
}

extension ClientRecord {
  /// The record that the first call of a block is encoded as a difference from.
  static let first = ClientRecord(process: 0, command: 0, session: 0, operation: .count, invoked: 0, after: 0)

  fileprivate static let hasReturned = 1
  fileprivate static let hasOutput = 2
  fileprivate static let hasIndex = 4
  fileprivate static let isRefusedTag = 8
  fileprivate static let effectShift = 4

  /// Which of the optional parts are there, and what the effect is.
  fileprivate var tags: Int {
    let effect =
      switch self.effect {
      case .none: 0
      case .gives(nil): 1
      case .gives(let result): result == output ? 2 : 3
      }
    return (returned == nil ? 0 : Self.hasReturned) | (output == nil ? 0 : Self.hasOutput)
      | (index == 0 ? 0 : Self.hasIndex) | (isRefused ? Self.isRefusedTag : 0) | effect << Self.effectShift
  }
}

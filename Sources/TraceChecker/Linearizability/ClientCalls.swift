/// What is known of a client's call of a simulated machine.
struct ClientRecord: Hashable, Sendable {
  var process: Int
  var command: UInt64
  var session: UInt64
  var operation: ClientOperation
  /// When it began: a step.
  var invoked: Int
  /// How many calls had taken effect when it began.
  var behind: Int
  var output: ClientResult?
  /// When its client was told; `nil` as long as it was not.
  var returned: Int?
  /// The same in virtual time.
  var time = 0
  var effect = Effect.none
  /// The index at which it took effect, `0` if it did not.
  var index = 0
  /// Whether its client was told, and did not ask again since, that it was not taken and never will be.
  var isRefused = false
  /// The step at which it was refused; of no meaning where it is not.
  var refusedAt = 0

  /// What the order of the commits makes of a call.
  enum Effect: Hashable, Sendable {
    case none
    case gives(ClientResult?)
  }

  init(
    process: Int, command: UInt64, session: UInt64, operation: ClientOperation, invoked: Int, behind: Int
  ) {
    self.process = process
    self.command = command
    self.session = session
    self.operation = operation
    self.invoked = invoked
    self.behind = behind
  }
}

/// Calls by number. All but the latest are packed, into about thirty bytes each, and unpacked where they are needed.
struct ClientCalls: Sendable {
  /// Calls in a row: as they are, or packed.
  private struct Block: Sendable {
    var records: [ClientRecord] = []
    var packed: [UInt8] = []
  }

  /// The calls of a block.
  static let length = 256
  private var blocks: [Block] = []
  /// The number of calls.
  private(set) var count = 0

  /// The call with a number. O(1) for the last few hundred, else O(block).
  subscript(number: Int) -> ClientRecord {
    _read {
      let (block, offset) = (number / Self.length, number % Self.length)
      if blocks[block].packed.isEmpty {
        yield blocks[block].records[offset]
      } else {
        yield Self.unpack(blocks[block].packed)[offset]
      }
    }
    _modify {
      let (block, offset) = (number / Self.length, number % Self.length)
      if blocks[block].packed.isEmpty {
        yield &blocks[block].records[offset]
      } else {
        var records = Self.unpack(blocks[block].packed)
        yield &records[offset]
        blocks[block].packed = Self.pack(records)
      }
    }
  }

  /// Adds a call. O(1) amortised.
  mutating func append(_ record: ClientRecord) {
    if count % Self.length == 0 { beginBlock() }
    assert(blocks.count == count / Self.length + 1, "the last block has room")
    blocks[count / Self.length].records.append(record)
    count += 1
  }

  /// Calls `body` with each call, in order. O(calls).
  func forEach(_ body: (_ number: Int, _ record: ClientRecord) -> Void) {
    for (number, block) in blocks.enumerated() {
      for (offset, record) in records(of: block).enumerated() { body(number * Self.length + offset, record) }
    }
  }

  /// Reads calls whose numbers are near each other: a block is unpacked once.
  struct Reader {
    private let calls: ClientCalls
    private var block = -1
    private var records: [ClientRecord] = []

    init(_ calls: ClientCalls) { self.calls = calls }

    /// The call with a number.
    mutating func record(_ number: Int) -> ClientRecord {
      if number / ClientCalls.length != block {
        block = number / ClientCalls.length
        records = calls.records(of: calls.blocks[block])
      }
      return records[number % ClientCalls.length]
    }
  }

  private func records(of block: Block) -> [ClientRecord] {
    block.packed.isEmpty ? block.records : Self.unpack(block.packed)
  }

  /// Begins a block, and packs the last but one.
  private mutating func beginBlock() {
    blocks.append(Block())
    blocks[blocks.count - 1].records.reserveCapacity(Self.length)
    guard blocks.count > 2 else { return }
    let old = blocks.count - 3
    blocks[old] = Block(packed: Self.pack(blocks[old].records))
  }

  /// The bytes of a block's calls.
  static func pack(_ records: [ClientRecord]) -> [UInt8] {
    var writer = PackedWriter()
    var previous: ClientRecord?
    for record in records {
      writer.put(record, after: previous)
      previous = record
    }
    return writer.bytes
  }

  /// The calls of a block's bytes.
  static func unpack(_ bytes: [UInt8]) -> [ClientRecord] {
    var reader = PackedReader(bytes)
    var records: [ClientRecord] = []
    records.reserveCapacity(length)
    while !reader.isAtEnd { records.append(reader.record(after: records.last)) }
    return records
  }
}

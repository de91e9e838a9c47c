/// What is known of a client's call of a simulated machine.
struct ClientRecord: Hashable, Sendable {
  var process: Int
  var command: UInt64
  var session: UInt64
  var operation: ClientOperation
  /// When it began: a step.
  var invoked: Int
  /// How many calls had taken effect when it began.
  var after: Int
  var output: ClientResult?
  /// When its client was answered; `nil` until then.
  var returned: Int?
  /// The same in virtual time.
  var time = 0
  var effect = Effect.none
  /// The index at which it took effect, `0` if it did not.
  var index = 0
  /// Whether its client was answered that it was not taken and never will be, and did not ask again since.
  var isRefused = false
  /// The step at which it was refused; of no meaning where it is not.
  var refusedAt = 0

  /// What the order of the commits makes of a call.
  enum Effect: Hashable, Sendable {
    case none
    case gives(ClientResult?)
  }

  init(
    process: Int, command: UInt64, session: UInt64, operation: ClientOperation, invoked: Int, after: Int
  ) {
    self.process = process
    self.command = command
    self.session = session
    self.operation = operation
    self.invoked = invoked
    self.after = after
  }

  /// The fields that decide whether it may take effect, and how. They are read together, as each read of a packed call
  /// unpacks its block.
  @inline(__always)
  var request: (session: UInt64, operation: ClientOperation, hasEffect: Bool, isRefused: Bool) {
    if case .none = effect { return (session, operation, false, isRefused) }
    return (session, operation, true, isRefused)
  }

  /// Records the answer that its client receives.
  mutating func answer(_ output: ClientResult?, at step: Int, _ time: Int) {
    self.output = output
    returned = step
    self.time = time
  }

  /// Records that its client learns that it was not taken.
  mutating func refuse(at step: Int, _ time: Int) {
    isRefused = true
    refusedAt = step
    self.time = time
  }

  /// Records that it has taken effect.
  mutating func takeEffect(at index: Int, giving output: ClientResult?) {
    self.index = index
    effect = .gives(output)
  }
}

/// Calls by number. All but the latest are packed, into about thirty bytes each, and unpacked where they are needed.
struct ClientCalls: Sendable {
  /// The calls of a block.
  static let length = 256
  /// The blocks that are packed: all but the last two.
  private var packed: [[UInt8]] = []
  /// The calls of the last two blocks, by `place(of:)`.
  private var recent = InPlaceArray<ClientRecord>()
  /// The number of calls.
  private(set) var count = 0

  /// The call with a number. O(1) for the last few hundred, else O(block).
  subscript(number: Int) -> ClientRecord {
    isRecent(number) ? recent[Self.place(of: number)] : unpacked(number)
  }

  /// Reads the call with a number without copying it, and returns what `body` returns. O(1) for the last few hundred
  /// calls, else O(block).
  @inline(__always)
  func read<Result>(_ number: Int, _ body: (borrowing ClientRecord) -> Result) -> Result {
    isRecent(number) ? body(recent[Self.place(of: number)]) : body(unpacked(number))
  }

  /// Changes the call with a number. O(1) for the last few hundred calls, else O(block).
  @inline(__always)
  mutating func change(_ number: Int, _ body: (inout ClientRecord) -> Void) {
    if isRecent(number) { return body(&recent[Self.place(of: number)]) }
    var record = unpacked(number)
    body(&record)
    repack(number, record)
  }

  /// Where one of the last two blocks' calls is in `recent`.
  @inline(__always)
  private static func place(of number: Int) -> Int { number % (2 * length) }

  private func unpacked(_ number: Int) -> ClientRecord {
    Self.unpack(packed[number / Self.length])[number % Self.length]
  }

  private mutating func repack(_ number: Int, _ record: ClientRecord) {
    var records = Self.unpack(packed[number / Self.length])
    records[number % Self.length] = record
    packed[number / Self.length] = Self.pack(records)
  }

  /// Adds a call. O(1) amortised.
  mutating func append(_ record: ClientRecord) {
    let place = Self.place(of: count)
    if count >= 2 * Self.length, place % Self.length == 0 { packBlock(from: place) }
    if count < 2 * Self.length { recent.append(record) } else { recent[place] = record }
    count += 1
  }

  /// Calls `body` with each call, in order. O(calls).
  func forEach(_ body: (_ number: Int, _ record: ClientRecord) -> Void) {
    for block in 0..<(count + Self.length - 1) / Self.length {
      for (offset, record) in records(of: block).enumerated() { body(block * Self.length + offset, record) }
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
        records = calls.records(of: block)
      }
      return records[number % ClientCalls.length]
    }
  }

  @inline(__always)
  private func isRecent(_ number: Int) -> Bool {
    precondition(number < count, "call \(number) of \(count)")
    return number >= packed.count * Self.length
  }

  private func records(of block: Int) -> [ClientRecord] {
    if block < packed.count { return Self.unpack(packed[block]) }
    let first = block * Self.length
    return (first..<min(first + Self.length, count)).map { recent[Self.place(of: $0)] }
  }

  /// Packs the block whose calls begin at `place`, to make room for the next one there.
  private mutating func packBlock(from place: Int) {
    packed.append(Self.pack(recent[place..<place + Self.length]))
  }

  /// The bytes of a block's calls.
  static func pack(_ records: some Collection<ClientRecord>) -> [UInt8] {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: records.count * PackedWriter.longestRecord) { buffer in
      var writer = PackedWriter(buffer)
      var previous = records.startIndex
      for index in records.indices {
        writer.put(records[index], after: index == records.startIndex ? .first : records[previous])
        previous = index
      }
      return Array(buffer[..<writer.count])
    }
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

/// What is known of a client's operation of a simulated machine.
struct ClientRecord: Hashable, Sendable {
  var process: Int
  var command: UInt64
  var session: UInt64
  var operation: ClientOperation
  /// When it began: a step.
  var invoked: Int
  /// How many operations had taken effect when it began.
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

  /// What the order of the commits makes of an operation.
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

  /// The fields that decide whether it may take effect, and how.
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

/// Operations by number. All but the latest are kept as narrow operations, 64 bytes each, where they fit.
struct ClientCalls: Sendable {
  /// The operations of a block.
  static let length = 256
  /// The operations of all blocks but the last two.
  private var blocks: [CallBlock] = []
  /// The operations of the last two blocks, by `place(of:)`.
  private var recent = InPlaceArray<ClientRecord>()
  /// The number of operations.
  private(set) var count = 0

  /// The operation with a number. O(1).
  subscript(number: Int) -> ClientRecord {
    isRecent(number) ? recent[Self.place(of: number)] : blocks[number / Self.length][number % Self.length]
  }

  /// Reads the operation with a number and returns what `body` returns. The last few hundred operations are not copied.
  /// O(1).
  @inline(__always)
  func read<Result>(_ number: Int, _ body: (borrowing ClientRecord) -> Result) -> Result {
    if isRecent(number) { return body(recent[Self.place(of: number)]) }
    return body(blocks[number / Self.length][number % Self.length])
  }

  /// Changes the operation with a number. O(1), but O(block) at most once for each block.
  @inline(__always)
  mutating func change(_ number: Int, _ body: (inout ClientRecord) -> Void) {
    if isRecent(number) { return body(&recent[Self.place(of: number)]) }
    var record = self[number]
    body(&record)
    blocks[number / Self.length].replace(number % Self.length, by: record)
  }

  /// Where one of the last two blocks' operations is in `recent`.
  @inline(__always)
  private static func place(of number: Int) -> Int { number % (2 * length) }

  /// Adds an operation. O(1) amortized.
  mutating func append(_ record: ClientRecord) {
    let place = Self.place(of: count)
    if count >= 2 * Self.length, place % Self.length == 0 {
      // The block at `place` moves to `blocks`, to make room for the next one.
      blocks.append(CallBlock(recent, place..<place + Self.length))
    }
    if count < 2 * Self.length { recent.append(record) } else { recent[place] = record }
    count += 1
  }

  /// Calls `body` with each call, in order. O(calls).
  func forEach(_ body: (_ number: Int, _ record: ClientRecord) -> Void) {
    for number in 0..<count { body(number, self[number]) }
  }

  @inline(__always)
  private func isRecent(_ number: Int) -> Bool {
    precondition(number < count, "call \(number) of \(count)")
    return number >= blocks.count * Self.length
  }
}

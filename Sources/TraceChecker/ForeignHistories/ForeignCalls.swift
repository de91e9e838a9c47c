/// An operation of somebody else's history, from its begin to its end.
struct ForeignCall: Sendable {
  /// Its begin, with a time: that of the file, or else the number of the event.
  let begin: HistoryEvent
  let end: End?

  /// What the end says beside the begin.
  struct End: Sendable {
    var value: PlainValue
    var line: Int
    /// When it ended; `nil` if nobody knows.
    var returned: Int?
    var kind: HistoryEvent.Kind
  }

  /// When it began: a time of the file, or the number of the event.
  var invoked: Int { begin.time ?? 0 }
  /// When it ended, as far as anyone knows.
  var returned: Int? { end?.returned }
}

/// The operations of somebody else's history, numbered as they begin. A file has millions: each takes 48 bytes, and its
/// values those that a `ValueList` needs.
struct ForeignCalls: Sendable {
  private var packed = ChunkedList<PackedCall>()
  private var values = ValueList()

  /// How many a history may have.
  static let limit = 1 << 28

  /// How many there are.
  var count: Int { packed.count }

  /// The operation with a number. O(1).
  subscript(number: Int) -> ForeignCall {
    let call = packed[number]
    let begin = HistoryEvent(
      key: values[call.key], value: values[call.value] ?? .null, line: Int(call.line), process: call.process,
      kind: .invoke, function: call.function, time: call.invoked)
    return ForeignCall(begin: begin, end: call.endKind.map { end(of: call, $0) })
  }

  private func end(of call: PackedCall, _ kind: HistoryEvent.Kind) -> ForeignCall.End {
    .init(
      value: values[call.endValue] ?? .null, line: Int(call.endLine),
      returned: call.returned == PackedCall.never ? nil : call.returned, kind: kind)
  }

  /// When an operation began. O(1).
  func invoked(_ number: Int) -> Int { packed[number].invoked }

  /// Whether an operation failed, and so never happened; and whether it was to compare and set. O(1).
  func failure(_ number: Int) -> (isFailed: Bool, isCompareAndSet: Bool) {
    (packed[number].endKind == .fail, packed[number].function == .cas)
  }

  /// An operation begins. It has a process, a function and a time.
  mutating func append(_ begin: HistoryEvent) {
    var call = PackedCall()
    (call.process, call.function) = (begin.process ?? 0, begin.function)
    (call.invoked, call.line) = (begin.time ?? 0, UInt32(clamping: begin.line))
    (call.key, call.value) = (values.place(for: begin.key), values.place(for: begin.value))
    packed.append(call)
  }

  /// An operation ends.
  mutating func end(_ number: Int, _ end: ForeignCall.End) { packed[number].end(end, values.place(for: end.value)) }

  /// What is known of the end of an operation is forgotten.
  mutating func reopen(_ number: Int) { packed[number].endKind = nil }
}

/// An operation in 48 bytes.
struct PackedCall: Sendable {
  var process = 0
  var invoked = 0
  var returned = never
  var key = ValueList.Place.missing
  var value = ValueList.Place.missing
  var endValue = ValueList.Place.missing
  /// The lines; a file with more than 2^32 of them has more operations than are read.
  var line: UInt32 = 0
  var endLine: UInt32 = 0
  var function: HistoryEvent.Function?
  /// How it ended; `nil` if it did not.
  var endKind: HistoryEvent.Kind?

  /// The time of an end that nobody knows. No time of a file is as large.
  static let never = Int.max

  mutating func end(_ end: ForeignCall.End, _ value: ValueList.Place) {
    (returned, endKind, endLine) = (end.returned ?? Self.never, end.kind, UInt32(clamping: end.line))
    endValue = value
  }
}

/// The operations that happened, in the order in which they began.
struct HappenedCalls: RandomAccessCollection, Sendable {
  private let all: ForeignCalls
  private let numbers: [UInt32]

  /// Those with these numbers.
  init(_ all: ForeignCalls, _ numbers: [UInt32]) {
    self.all = all
    self.numbers = numbers
  }

  var startIndex: Int { 0 }
  var endIndex: Int { numbers.count }

  subscript(position: Int) -> ForeignCall { all[Int(numbers[position])] }
}

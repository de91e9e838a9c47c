/// An operation in a client history of another system, from its invocation to its completion.
struct ForeignCall: Sendable {
  /// Its invocation. It has a time: that in the file, or otherwise the number of the event.
  let begin: HistoryEvent
  let end: End?

  /// What the completion says in addition to the invocation.
  struct End: Sendable {
    var value: PlainValue
    var line: Int
    /// The time of the completion; `nil` if it is not known.
    var returned: Int?
    var kind: HistoryEvent.Kind
  }

  /// The time of the invocation: a time of the file, or the number of the event.
  var invoked: Int { begin.time ?? 0 }
  /// The time of the completion, if it is known.
  var returned: Int? { end?.returned }
}

/// The operations of a client history of another system, numbered in the order of their invocations. A file can have
/// millions: each takes 48 bytes, and what a `ValueList` needs for its values.
struct ForeignCalls: Sendable {
  private var packed = ChunkedList<PackedCall>()
  private var values = ValueList()

  /// The largest number of operations in a history.
  static let limit = 1 << 28

  /// The number of operations.
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

  /// The time of the invocation of an operation. O(1).
  func invoked(_ number: Int) -> Int { packed[number].invoked }

  /// Whether an operation failed, and so never happened; and whether it is a compare-and-set. O(1).
  func failure(_ number: Int) -> (isFailed: Bool, isCompareAndSet: Bool) {
    (packed[number].endKind == .fail, packed[number].function == .cas)
  }

  /// Adds an invocation, which must have a process, a function and a time.
  mutating func append(_ begin: HistoryEvent) {
    var call = PackedCall()
    (call.process, call.function) = (begin.process ?? 0, begin.function)
    (call.invoked, call.line) = (begin.time ?? 0, UInt32(clamping: begin.line))
    (call.key, call.value) = (values.place(for: begin.key), values.place(for: begin.value))
    packed.append(call)
  }

  /// Adds the completion of an operation.
  mutating func end(_ number: Int, _ end: ForeignCall.End) { packed[number].end(end, values.place(for: end.value)) }

  /// Forgets the completion of an operation.
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
  /// The lines. A file of 2^32 lines or more has more operations than `ForeignCalls.limit`.
  var line: UInt32 = 0
  var endLine: UInt32 = 0
  var function: HistoryEvent.Function?
  /// The kind of the completion; `nil` if there is none.
  var endKind: HistoryEvent.Kind?

  /// The time of an unknown completion. No time of a file is as large.
  static let never = Int.max

  mutating func end(_ end: ForeignCall.End, _ value: ValueList.Place) {
    (returned, endKind, endLine) = (end.returned ?? Self.never, end.kind, UInt32(clamping: end.line))
    endValue = value
  }
}

/// The operations that did not fail, in the order of their invocations.
struct HappenedCalls: RandomAccessCollection, Sendable {
  private let all: ForeignCalls
  private let numbers: [UInt32]

  /// The operations with these numbers.
  init(_ all: ForeignCalls, _ numbers: [UInt32]) {
    self.all = all
    self.numbers = numbers
  }

  var startIndex: Int { 0 }
  var endIndex: Int { numbers.count }

  subscript(position: Int) -> ForeignCall { all[Int(numbers[position])] }
}

/// A client operation in 64 bytes: some of its numbers are stored as differences from a base, the others as they are.
///
/// Additions and subtractions wrap around: a difference that fits always gives the original number back.
struct NarrowCall: BitwiseCopyable, Sendable {
  /// The second number of the operation.
  private var second: Int
  /// The first number of the result.
  private var value: Int
  private var command: UInt32
  private var session: UInt32
  /// The first number of the operation.
  private var first: UInt32
  /// The third number of the operation: its difference from the second, plus `middle`.
  private var third: UInt32
  private var invoked: UInt32
  private var after: UInt32
  /// The difference from the operation's own `invoked`.
  private var returned: UInt32
  private var time: UInt32
  private var index: UInt32
  private var refusedAt: UInt32
  /// The second number of the result.
  private var number: UInt32
  private var process: UInt16
  private var kinds: Kinds
  private var tags: Tags

  /// Added to a difference that may be negative, so that the sum is not.
  fileprivate static let middle = 1 << 31

  /// Takes the operation at `place`, some of its numbers as differences from `base`. O(1).
  ///
  /// Sets every field, one at a time and from one field of the operation, so that neither operation has to be in
  /// registers as a whole. The fields are those of the operation only if `narrowing` is still exact afterwards.
  @inline(__always)
  mutating func take(
    _ records: InPlaceArray<ClientRecord>, _ place: Int, from base: Base, _ narrowing: inout Narrowing
  ) {
    let result = SharedResult(records[place].output, records[place].effect, &narrowing)
    value = result.parts.first ?? 0
    number = narrowing.word(result.parts.second)
    let operation = records[place].operation.parts
    first = narrowing.word(operation.first)
    second = operation.second
    third = narrowing.word(operation.kind == .cas ? operation.third &- operation.second &+ Self.middle : 0)
    kinds = Kinds(operation: operation.kind, result: result.parts.kind)
    takeNumbers(records, place, from: base, &narrowing)
    tags = result.tags.union(.hasReturned.when(records[place].returned != nil))
      .union(.hasTime.when(records[place].time != 0)).union(.isRefused.when(records[place].isRefused))
  }

  /// Takes the fields that belong to neither the operation nor a result.
  @inline(__always)
  private mutating func takeNumbers(
    _ records: InPlaceArray<ClientRecord>, _ place: Int, from base: Base, _ narrowing: inout Narrowing
  ) {
    let start = records[place].invoked
    process = narrowing.halfword(records[place].process)
    session = narrowing.word(Int(truncatingIfNeeded: records[place].session))
    command = narrowing.word(Int(truncatingIfNeeded: records[place].command &- base.command))
    invoked = narrowing.word(start &- base.invoked)
    after = narrowing.word(records[place].after &- base.after)
    returned = narrowing.word((records[place].returned ?? start) &- start)
    time = narrowing.word(records[place].time == 0 ? 0 : records[place].time &- base.time)
    index = narrowing.word(records[place].index)
    refusedAt = narrowing.word(records[place].refusedAt)
  }

  /// The operation, restored with the `base` from which its differences were taken. O(1).
  @inline(__always)
  func record(from base: Base) -> ClientRecord {
    let invoked = base.invoked &+ Int(self.invoked)
    let third = second &+ Int(self.third) &- Self.middle
    var record = ClientRecord(
      process: Int(process), command: base.command &+ UInt64(command), session: UInt64(session),
      operation: ClientOperation(kinds.operation, Int(first), second, third), invoked: invoked,
      after: base.after &+ Int(after))
    let result = ClientResult(kinds.result, tags.contains(.hasValue) ? value : nil, Int(number))
    record.output = tags.contains(.hasOutput) ? result : nil
    record.returned = tags.contains(.hasReturned) ? invoked &+ Int(returned) : nil
    record.time = tags.contains(.hasTime) ? base.time &+ Int(time) : 0
    record.effect = tags.contains(.hasEffect) ? .gives(tags.contains(.effectHasResult) ? result : nil) : .none
    record.index = Int(index)
    record.isRefused = tags.contains(.isRefused)
    record.refusedAt = Int(refusedAt)
    return record
  }
}

extension NarrowCall {
  /// The numbers from which a block's operations store their differences.
  struct Base: BitwiseCopyable, Sendable {
    let command: UInt64
    let invoked: Int
    let after: Int
    /// Only for the operations that have a time.
    let time: Int

    /// The base for the operations of a range: the numbers of the first operation, and the first time that an operation
    /// has. O(operations).
    /// - Precondition: the range is not empty.
    init(_ records: InPlaceArray<ClientRecord>, _ range: Range<Int>) {
      let start = range.lowerBound
      // Later operations can have lower commands and times.
      command = records[start].command &- UInt64(middle)
      invoked = records[start].invoked
      after = records[start].after
      time = (range.lazy.map { records[$0].time }.first { $0 != 0 } ?? 0) &- middle
    }
  }

  /// Which of the optional parts are there.
  private struct Tags: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let hasReturned = Tags(rawValue: 1)
    static let hasTime = Tags(rawValue: 2)
    static let isRefused = Tags(rawValue: 4)
    /// The result is the output.
    static let hasOutput = Tags(rawValue: 8)
    static let hasEffect = Tags(rawValue: 16)
    /// The result is what the effect gives.
    static let effectHasResult = Tags(rawValue: 32)
    /// The first number of the result is not `nil`.
    static let hasValue = Tags(rawValue: 64)

    /// The option if it applies, else none.
    @inline(__always)
    func when(_ applies: Bool) -> Tags { applies ? self : [] }
  }

  /// The kinds of the operation and of the result in one byte.
  private struct Kinds: BitwiseCopyable {
    private let bits: UInt8

    @inline(__always)
    init(operation: ClientOperation.Kind, result: ClientResult.Kind) {
      bits = operation.rawValue | result.rawValue << 4
    }

    @inline(__always) var operation: ClientOperation.Kind { known(.init(rawValue: bits & 15)) }
    @inline(__always) var result: ClientResult.Kind { known(.init(rawValue: bits >> 4)) }

    @inline(__always)
    private func known<Kind>(_ kind: Kind?) -> Kind {
      guard let kind else { preconditionFailure("no kind has these bits: \(bits)") }
      return kind
    }
  }

  /// The one result that a narrow operation has room for.
  private struct SharedResult {
    /// The kind and numbers of the output, or else of what the effect gives; without meaning if there is neither.
    var parts: (kind: ClientResult.Kind, first: Int?, second: Int) = (.value, nil, 0)
    var tags = Tags()

    /// Takes the result from the output and the effect. If both have one and they differ, the operation does not fit.
    @inline(__always)
    init(_ output: ClientResult?, _ effect: ClientRecord.Effect, _ narrowing: inout Narrowing) {
      defer { tags.formUnion(.hasValue.when(parts.first != nil)) }
      if let output {
        parts = output.parts
        tags = .hasOutput
      }
      guard case .gives(let given) = effect else { return }
      tags.formUnion(.hasEffect)
      guard let given = given?.parts else { return }
      if tags.contains(.hasOutput), given != parts { narrowing.fail() }
      parts = given
      tags.formUnion(.effectHasResult)
    }
  }
}

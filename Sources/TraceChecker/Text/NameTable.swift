/// A name of at most 15 bytes, packed so that two are compared in few instructions.
struct ShortName: Equatable, BitwiseCopyable {
  private let low: UInt64
  private let high: UInt64
  /// The length: names that differ only in NULs at the end are different.
  private let count: UInt64

  init(low: UInt64, high: UInt64, count: UInt64) {
    self.low = low
    self.high = high
    self.count = count
  }

  /// Packs a name; `nil` if it is too long.
  init?(_ name: String) {
    guard name.utf8.count <= Self.limit else { return nil }
    var words: (low: UInt64, high: UInt64) = (0, 0)
    for (offset, byte) in name.utf8.enumerated() {
      if offset < 8 {
        words.low |= UInt64(byte) << (8 * offset)
      } else {
        words.high |= UInt64(byte) << (8 * (offset - 8))
      }
    }
    self.init(low: words.low, high: words.high, count: UInt64(name.utf8.count))
  }

  /// Equal to no name that is short.
  static var none: ShortName { ShortName(low: 0, high: 0, count: .max) }

  /// The length of the longest short name.
  static let limit = 15
}

/// A name as the key of a member, with the quote and the colon after it, packed so that a line is compared in few
/// instructions. Up to 16 bytes with these; one that is longer is equal to none.
struct PackedKey: BitwiseCopyable {
  let length: Int
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var lowMask: UInt64 = 0
  private var highMask: UInt64 = 0

  init(_ name: String) {
    let bytes = Array(name.utf8) + [ASCII.quote, ASCII.colon]
    length = bytes.count
    guard length <= 16 else {
      // No word has this bit under that mask.
      low = 1
      return
    }
    for (offset, byte) in bytes.enumerated() {
      if offset < 8 {
        low |= UInt64(byte) << (8 * offset)
        lowMask |= 0xFF << (8 * offset)
      } else {
        high |= UInt64(byte) << (8 * (offset - 8))
        highMask |= 0xFF << (8 * (offset - 8))
      }
    }
  }

  /// Whether the words begin with it.
  @inline(__always)
  func begins(_ low: UInt64, _ high: UInt64) -> Bool {
    ((low & lowMask) ^ self.low) | ((high & highMask) ^ self.high) == 0
  }
}

/// Names of any length, each known by its position. A class, because every name that is read asks for it: a structure
/// of arrays would be retained array by array.
final class NameList: Sendable {
  let names: [String]
  /// The names in quotes, as JSON.
  let spellings: [[UInt8]]
  /// The names as keys of members.
  let keys: [PackedKey]
  private let shortNames: [ShortName]

  init(_ names: [String]) {
    self.names = names
    shortNames = names.map { ShortName($0) ?? .none }
    keys = names.map { PackedKey($0) }
    spellings = names.map { Array("\"\($0)\"".utf8) }
  }

  /// The position of a short name. O(names).
  func position(of name: ShortName) -> Int? {
    for position in shortNames.indices where shortNames[position] == name { return position }
    return nil
  }

  /// The position of a name of any length. O(names).
  func position(of name: String) -> Int? { names.firstIndex(of: name) }

  /// All names, for an error.
  var list: String { names.map { "\"\($0)\"" }.joined(separator: ", ") }
}

/// The names of all cases of an enumeration, as a trace spells them.
struct NameTable<Value: Named>: Sendable {
  /// The names by the order of the cases.
  let names: NameList
  private let values: [Value]

  /// - Parameter count: how many of the cases, from the first, have a name.
  init(first count: Int = .max) {
    values = Array(Value.allCases.prefix(count))
    names = NameList(values.map { "\($0)" })
    precondition(values.indices.allSatisfy { Int(values[$0].rawValue) == $0 }, "the raw values do not count from 0")
  }

  /// The value of that name, if there is one.
  subscript(name: String) -> Value? { names.position(of: name).map { values[$0] } }

  /// All names, for an error.
  var list: String { names.list }

  /// The value at a position of the names.
  func value(at position: Int) -> Value { values[position] }

  /// The name in quotes, as JSON.
  func spelling(_ value: Value) -> [UInt8] { names.spellings[Int(value.rawValue)] }
}

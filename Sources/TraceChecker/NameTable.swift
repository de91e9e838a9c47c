/// A short name, packed so that two are compared in two instructions: up to 15 bytes, and the length behind them.
struct Name: Equatable, BitwiseCopyable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0
  private var count: UInt64 = 0

  init() {}

  init(low: UInt64, high: UInt64, count: UInt64) {
    self.low = low
    self.high = high
    self.count = count
  }

  init(_ text: String) {
    for byte in text.utf8 { append(byte) }
  }

  /// Adds a byte. A name that grows too long is equal to none of a table.
  @inline(__always)
  mutating func append(_ byte: UInt8) {
    if count < 8 {
      low |= UInt64(byte) &<< (count &* 8)
    } else if count < Self.longest {
      high |= UInt64(byte) &<< ((count &- 8) &* 8)
    } else {
      return count = Self.longest + 1
    }
    count &+= 1
  }

  private static let longest: UInt64 = 15
}

/// The names of all cases of an enumeration, as a trace spells them.
struct NameTable<Value: Named>: Sendable {
  private let names: [Name]
  private let values: [Value]
  private let spellings: [[UInt8]]

  init() {
    values = Array(Value.allCases)
    names = values.map { Name("\($0)") }
    spellings = values.map { Array("\"\($0)\"".utf8) }
  }

  /// The value of that name, if there is one.
  subscript(name: Name) -> Value? {
    for index in names.indices where names[index] == name { return values[index] }
    return nil
  }

  /// The name in quotes, as JSON. The raw values count from 0, as the compiler gives them.
  func spelling(_ value: Value) -> [UInt8] { spellings[Int(value.rawValue)] }

  /// All names, for an error.
  var list: String { values.map { "\"\($0)\"" }.joined(separator: ", ") }
}

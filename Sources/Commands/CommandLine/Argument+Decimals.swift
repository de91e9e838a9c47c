/// Durations and rates. They are read digit by digit: a run must not depend on how floating point rounds.
extension Argument {
  /// The value, such as `500ms`, as microseconds in `range`. Throws for anything else, a number without unit included.
  func duration(in range: ClosedRange<Int> = 0 ... .max) throws(UsageError) -> Int {
    guard let value = Self.microseconds(text), range.contains(value) else {
      let bounds = range == 0 ... .max ? "" : Self.bounds(range, DurationUnit.write)
      throw mustBe("a duration\(bounds), such as 30s or 500ms (units: \(DurationUnit.names))")
    }
    return value
  }

  /// The value, a share such as `0.05` or `5%`, in parts per million in `range`. Throws for anything else, one with more
  /// digits than this can hold included: the error has the bounds as `write` writes them.
  func rate(in range: ClosedRange<Int>, _ write: (Int) -> String) throws(UsageError) -> Int {
    guard let value = Self.partsPerMillion(text), range.contains(value) else {
      let bounds = Self.bounds(range, write)
      throw mustBe("a share\(bounds), such as 0.05 or 5%, in steps of 0.000001")
    }
    return value
  }

  private static func microseconds(_ text: String) -> Int? {
    // No time is none in every unit.
    if text == "0" { return 0 }
    let digits = text.utf8.prefix { isDigit($0) || $0 == UInt8(ascii: ".") }
    guard let unit = DurationUnit(rawValue: String(text[digits.endIndex...])), let value = millionths(Substring(digits))
    else { return nil }
    return quotient(value * Int128(unit.microseconds), 1_000_000)
  }

  private static func partsPerMillion(_ text: String) -> Int? {
    let isPercent = text.utf8.last == UInt8(ascii: "%")
    guard let value = millionths(isPercent ? text.dropLast() : text[...]) else { return nil }
    return quotient(value, isPercent ? 100 : 1)
  }

  /// A decimal number without sign, in millionths; `nil` if it is none, or has more than 18 digits before the point or
  /// 6 behind it.
  private static func millionths(_ text: Substring) -> Int128? {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let whole = parts[0]
    let fraction = parts.count == 2 ? parts[1] : "0".utf8[...]
    guard whole.count <= 18, (1...6).contains(fraction.count), (Array(whole) + fraction).allSatisfy(isDigit),
      parts.count == 2 || !whole.isEmpty
    else { return nil }
    let zeros = repeatElement(UInt8(ascii: "0"), count: 6 - fraction.count)
    return (Array(whole) + fraction + zeros).reduce(0) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
  }

  private static func quotient(_ dividend: Int128, _ divisor: Int128) -> Int? {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder == 0 ? Int(exactly: quotient) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

/// A unit of time on the command line.
enum DurationUnit: String, CaseIterable, Sendable {
  case us, ms, s, m, h

  /// How many microseconds it has.
  var microseconds: Int {
    switch self {
    case .us: 1
    case .ms: 1000
    case .s: 1_000_000
    case .m: 60_000_000
    case .h: 3_600_000_000
    }
  }

  /// All units, for an error.
  static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// A duration as it can be typed, in the largest unit that leaves nothing over.
  static func write(_ microseconds: Int) -> String {
    let unit = allCases.last { microseconds != 0 && microseconds % $0.microseconds == 0 } ?? .s
    return "\(microseconds / unit.microseconds)\(unit.rawValue)"
  }
}

/// A decimal number of any size, exactly: its digits, and the power of ten that they are multiplied by.
struct Numeral {
  private let isNegative: Bool
  /// Without zeros at either end; none for zero.
  private let digits: Substring
  private let exponent: Int

  /// The number that `text` spells as in JSON or EDN, without a letter after it; `nil` for anything else, and for
  /// exponents that are too large to calculate with.
  init?(_ text: String) {
    guard text.utf8.last.map(Self.isDigit) ?? false else { return nil }
    isNegative = text.utf8.first == ASCII.minus
    let unsigned = text.drop { $0 == "-" || $0 == "+" }
    guard text.utf8.count - unsigned.utf8.count <= 1 else { return nil }
    let (mantissa, power) = Self.split(unsigned) { $0 == "e" || $0 == "E" }
    let (whole, fraction) = Self.split(mantissa) { $0 == "." }
    guard Self.isNumber(whole), fraction.map(Self.isNumber) ?? true else { return nil }
    let significant = (whole + (fraction ?? "")).drop { $0 == "0" }
    let zeros = significant.reversed().prefix { $0 == "0" }.count
    digits = significant.dropLast(zeros)
    if digits.isEmpty {
      exponent = 0
    } else {
      guard let power = power.map({ Int($0) }) ?? 0, power.magnitude < 1 << 62 else { return nil }
      exponent = power + zeros - (fraction?.utf8.count ?? 0)
    }
  }

  /// The number as a value. Equal numbers give equal values.
  var value: PlainValue {
    if digits.isEmpty { return .number(0) }
    if (0..<20).contains(exponent), let number = Int(spelling(with: digits + zeros(exponent))) {
      return .number(number)
    }
    return .decimal(spelling)
  }

  private var spelling: String {
    switch exponent {
    case 0: spelling(with: digits)
    case -Self.longestFraction..<0: spelling(with: pointed)
    default: spelling(with: "\(digits)e\(exponent)")
    }
  }

  /// The digits with the point where it belongs.
  private var pointed: Substring {
    let padded = zeros(1 - exponent - digits.utf8.count) + digits
    return "\(padded.dropLast(-exponent)).\(padded.suffix(-exponent))"
  }

  private func spelling(with digits: Substring) -> String { (isNegative ? "-" : "") + digits }

  private func zeros(_ count: Int) -> Substring { Substring(String(repeating: "0", count: max(0, count))) }

  private static let longestFraction = 30

  private static func split(
    _ text: Substring, at isSeparator: (Character) -> Bool
  ) -> (before: Substring, after: Substring?) {
    guard let place = text.firstIndex(where: isSeparator) else { return (text, nil) }
    return (text[..<place], text[text.index(after: place)...])
  }

  private static func isNumber(_ text: Substring) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isDigit) }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- ASCII.zero < 10 }
}

extension PlainValue {
  /// A number, or whatever else is spelled so.
  static func spelled(_ text: String) -> PlainValue {
    if let number = Int(text) { return .number(number) }
    return Numeral(text)?.value ?? .other(text)
  }
}

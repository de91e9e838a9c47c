/// Whole numbers.
extension Argument {
  /// The value as a whole number in `range`. Throws for anything else.
  func integer(in range: ClosedRange<Int> = .min ... .max) throws(UsageError) -> Int {
    guard let value = Int(text), range.contains(value) else {
      let bounds =
        isTooLarge ? " from \(range.lowerBound) to \(range.upperBound)" : Self.bounds(range) { String($0) }
      throw mustBe("a whole number\(bounds)")
    }
    return value
  }

  /// Whether it is a whole number that is larger than any valid one.
  private var isTooLarge: Bool {
    let isDigits = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    return !text.isEmpty && isDigits && Int(text) == nil
  }

  /// The value as a seed, in decimal or in hexadecimal after `0x`. Throws for anything else.
  func seed() throws(UsageError) -> UInt64 {
    guard let value = Self.unsigned(text) else {
      throw mustBe("a seed from 0 to \(UInt64.max), in decimal or as 0x and hexadecimal digits")
    }
    return value
  }

  /// `range` in words, its numbers written by `write`; nothing is said of a bound that is none.
  static func bounds(_ range: ClosedRange<Int>, _ write: (Int) -> String) -> String {
    switch (range.lowerBound, range.upperBound) {
    case (.min, .max): ""
    case (let least, .max): " of at least \(write(least))"
    case (.min, let most): " of at most \(write(most))"
    case (let least, let most): " from \(write(least)) to \(write(most))"
    }
  }

  private static func unsigned(_ text: String) -> UInt64? {
    let isHex = text.hasPrefix("0x") || text.hasPrefix("0X")
    let digits = isHex ? text.dropFirst(2) : text[...]
    // The sign that the standard library would take is no digit.
    guard digits.utf8.first != UInt8(ascii: "+") else { return nil }
    return UInt64(digits, radix: isHex ? 16 : 10)
  }
}

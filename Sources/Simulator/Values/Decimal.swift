/// A decimal number without a sign, exact to a millionth.
struct Decimal {
  private let millionths: Int128

  /// The number in `text`; `nil` if there is none, or if it has more than 18 digits before the point or 6 after it.
  init?(_ text: some StringProtocol) {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let whole = Array(parts[0])
    let fraction = parts.count == 2 ? Array(parts[1]) : [UInt8(ascii: "0")]
    guard whole.count <= 18, (1...6).contains(fraction.count), (whole + fraction).allSatisfy(Self.isDigit),
      parts.count == 2 || !whole.isEmpty
    else { return nil }
    let zeros = repeatElement(UInt8(ascii: "0"), count: 6 - fraction.count)
    millionths = (whole + fraction + zeros).reduce(0) { $0 * 10 + Int128($1 - UInt8(ascii: "0")) }
  }

  /// The product, if it is a whole number that `Int` can hold.
  func multiplied(by factor: Int) -> Int? {
    let (quotient, remainder) = (millionths * Int128(factor)).quotientAndRemainder(dividingBy: 1_000_000)
    return remainder == 0 ? Int(exactly: quotient) : nil
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

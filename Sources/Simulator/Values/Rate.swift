/// A fraction of all cases, in parts per million. A literal is a number of parts per million.
public struct Rate: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// The fraction, `0 ... 1_000_000`.
  public var partsPerMillion: Int

  /// A fraction of so many parts per million.
  public init(partsPerMillion: Int) { self.partsPerMillion = partsPerMillion }

  /// A fraction of so many parts per million.
  public init(integerLiteral value: Int) { self.init(partsPerMillion: value) }

  /// The fraction that `text` gives, such as `0.05` or `5%`; `nil` for anything else, and for more digits than a
  /// millionth has.
  public init?(_ text: some StringProtocol) {
    let isPercent = text.hasSuffix("%")
    let number = isPercent ? text.dropLast() : text[...]
    guard let value = Decimal(number)?.multiplied(by: isPercent ? 10_000 : 1_000_000) else { return nil }
    self.init(partsPerMillion: value)
  }

  /// The fraction as a decimal number: `0.05`.
  public var description: String {
    guard partsPerMillion > 0, partsPerMillion < 1_000_000 else { return String(partsPerMillion / 1_000_000) }
    var digits = String(1_000_000 + partsPerMillion).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "0." + digits
  }

  /// What a fraction looks like, for an error.
  public static let example = "such as 0.05 or 5%, in steps of 0.000001"

  /// Whether one is smaller.
  public static func < (one: Rate, other: Rate) -> Bool { one.partsPerMillion < other.partsPerMillion }
}

extension KeyedRandom {
  /// Whether something happens that does so at `rate`.
  @inline(__always)
  func happens(_ rate: Rate, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0) -> Bool {
    happens(rate.partsPerMillion, stream, subject, count, within: number)
  }

  /// The same for a decision about one message.
  @inline(__always)
  func happens(_ rate: Rate, _ stream: Stream, _ draw: Draw) -> Bool {
    happens(rate.partsPerMillion, stream, draw)
  }
}

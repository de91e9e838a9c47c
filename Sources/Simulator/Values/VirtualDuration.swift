/// A span of virtual time, in microseconds. A literal is a number of microseconds. Text is parsed digit by digit, so
/// that a run does not depend on floating-point rounding.
public struct VirtualDuration: Hashable, Sendable, Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
  /// The number of microseconds.
  public var microseconds: Int

  /// A duration of `value` microseconds.
  public init(microseconds: Int) { self.microseconds = microseconds }

  /// A duration of `value` microseconds.
  public init(integerLiteral value: Int) { self.init(microseconds: value) }

  /// The duration that `text` gives, such as `500ms` or `1.5s`; `nil` for anything else, a number without a unit
  /// included. Zero needs no unit.
  public init?(_ text: some StringProtocol) {
    if text == "0" {
      self.init(microseconds: 0)
      return
    }
    let number = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard let unit = Unit(rawValue: String(text[number.endIndex...])),
      let microseconds = Decimal(number)?.multiplied(by: unit.microseconds)
    else { return nil }
    self.init(microseconds: microseconds)
  }

  /// The duration as it can be typed, in the largest unit up to seconds that leaves nothing over.
  public var description: String {
    if microseconds % 1_000_000 == 0 { return "\(microseconds / 1_000_000)s" }
    return microseconds % 1_000 == 0 ? "\(microseconds / 1_000)ms" : "\(microseconds)us"
  }

  /// What a duration looks like, for an error.
  public static let example = "such as 30s or 500ms (units: \(Unit.allCases.map(\.rawValue).joined(separator: ", ")))"

  /// The duration in the largest unit that leaves nothing over: `24h`.
  public var inLargestUnit: String {
    let unit = Unit.allCases.last { microseconds != 0 && microseconds % $0.microseconds == 0 } ?? .s
    return "\(microseconds / unit.microseconds)\(unit.rawValue)"
  }

  /// Whether one is shorter.
  public static func < (one: VirtualDuration, other: VirtualDuration) -> Bool { one.microseconds < other.microseconds }

  /// The sum of two durations.
  public static func + (one: VirtualDuration, other: VirtualDuration) -> VirtualDuration {
    VirtualDuration(microseconds: one.microseconds + other.microseconds)
  }

  /// A multiple of a duration.
  public static func * (count: Int, one: VirtualDuration) -> VirtualDuration {
    VirtualDuration(microseconds: count * one.microseconds)
  }

  /// The fraction `1 / count` of a duration, rounded down.
  public static func / (one: VirtualDuration, count: Int) -> VirtualDuration {
    VirtualDuration(microseconds: one.microseconds / count)
  }

  /// A unit of time, as it is typed.
  private enum Unit: String, CaseIterable {
    case us, ms, s, m, h

    var microseconds: Int {
      switch self {
      case .us: 1
      case .ms: 1_000
      case .s: 1_000_000
      case .m: 60_000_000
      case .h: 3_600_000_000
      }
    }
  }
}

extension KeyedRandom {
  /// A number of microseconds, uniformly distributed between 0.5 and 1.5 times `mean`.
  @inline(__always)
  func around(
    _ mean: VirtualDuration, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0
  ) -> Int {
    around(mean.microseconds, stream, subject, count, within: number)
  }

  /// The same for a decision about one message.
  @inline(__always)
  func around(_ mean: VirtualDuration, _ stream: Stream, _ draw: Draw) -> Int {
    around(mean.microseconds, stream, draw)
  }

  /// A number of microseconds, uniformly distributed between 0 and `longest`.
  @inline(__always)
  func upTo(
    _ longest: VirtualDuration, _ stream: Stream, _ subject: Int, _ count: Int, within number: Int = 0
  ) -> Int {
    below(longest.microseconds + 1, stream, subject, count, within: number)
  }

  /// The same for a decision about one message.
  @inline(__always)
  func upTo(_ longest: VirtualDuration, _ stream: Stream, _ draw: Draw) -> Int {
    below(longest.microseconds + 1, stream, draw)
  }
}

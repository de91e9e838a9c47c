/// Numbers for people. Computed with integers: what is printed is the same everywhere.
package enum Readable {
  /// The number with commas: `1,234,567`.
  package static func count(_ number: some BinaryInteger) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (position, digit) in digits.enumerated() {
      if position > 0, (digits.count - position).isMultiple(of: 3) { text += "," }
      text.append(digit)
    }
    return text
  }

  /// A hash: sixteen hexadecimal digits.
  package static func hexadecimal(_ hash: UInt64) -> String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// A number with its noun: `1 run`, `1,234 runs`.
  package static func count(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(count(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// The rate per second with three digits and the plural noun: `12.3 M events/s`, or `12.3 M/s` without a noun. If no
  /// time has passed it is `- events/s`.
  package static func rate(_ number: Int, _ nouns: String = "", in microseconds: Int) -> String {
    guard microseconds > 0, number >= 0 else { return "- \(nouns)/s" }
    let scales = [("", 1), ("k", 1000), ("M", 1_000_000), ("G", 1_000_000_000), ("T", 1_000_000_000_000)]
    let perSecond = Int128(number) * 1_000_000
    for (prefix, scale) in scales {
      let text = threeDigits(perSecond, by: Int128(microseconds) * Int128(scale))
      if let text { return "\(text) \(rateUnit(prefix, nouns))" }
    }
    return "\(count(perSecond / Int128(microseconds) / 1_000_000_000_000)) \(rateUnit("T", nouns))"
  }

  private static func rateUnit(_ prefix: String, _ nouns: String) -> String {
    [prefix, nouns].filter { !$0.isEmpty }.joined(separator: " ") + "/s"
  }

  /// The time: `250 us`, `1.25 s`, `2 m 05 s`, `1 h 02 m`. A negative one is zero.
  package static func duration(microseconds: Int) -> String {
    let time = Int128(max(0, microseconds))
    if time < 1000 { return "\(time) us" }
    if let text = threeDigits(time, by: 1000) { return "\(text) ms" }
    if time < 59_950_000, let text = threeDigits(time, by: 1_000_000) { return "\(text) s" }
    let seconds = (time + 500_000) / 1_000_000
    if seconds < 3600 { return "\(seconds / 60) m \(twoDigits(seconds % 60)) s" }
    let minutes = (seconds + 30) / 60
    return "\(count(minutes / 60)) h \(twoDigits(minutes % 60)) m"
  }

  /// A size in bytes: `512 B`, `1.25 MB`, `16.0 GB`, in powers of ten.
  package static func size(_ bytes: Int) -> String {
    let size = Int128(max(0, bytes))
    if size < 1000 { return "\(size) B" }
    for (unit, scale) in [("kB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000)] as [(String, Int128)] {
      if let text = threeDigits(size, by: scale) { return "\(text) \(unit)" }
    }
    return "\(count(size / 1_000_000_000)) GB"
  }

  /// The quotient, rounded to three digits: `1.25`, `12.5`, `125`; `nil` if it has more before the point.
  private static func threeDigits(_ dividend: Int128, by divisor: Int128) -> String? {
    for (scale, decimals) in [(100, 2), (10, 1), (1, 0)] as [(Int128, Int)] {
      let rounded = (dividend * scale + divisor / 2) / divisor
      if rounded < 1000 { return point(rounded, decimals: decimals, scale: scale) }
    }
    return nil
  }

  private static func point(_ number: Int128, decimals: Int, scale: Int128) -> String {
    let fraction = String(number % scale)
    let zeros = String(repeating: "0", count: max(0, decimals - fraction.count))
    return decimals == 0 ? "\(number)" : "\(number / scale).\(zeros)\(fraction)"
  }

  private static func twoDigits(_ number: Int128) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

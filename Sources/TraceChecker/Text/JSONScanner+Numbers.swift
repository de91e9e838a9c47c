extension JSONScanner {
  /// Consumes a whole number of at most `limit`.
  mutating func number(_ field: String, upTo limit: UInt64) throws(Flaw) -> UInt64 {
    if let value = number(upTo: limit) { return value }
    throw wrong(field, "it must be a whole number from 0 to \(limit)")
  }

  /// Consumes a whole number of at most `limit`; `nil`, without consuming it, if something else comes.
  @inline(__always)
  mutating func number(upTo limit: UInt64) -> UInt64? {
    skipSpace()
    let start = position
    if let value = digits(), value <= limit { return value }
    position = start
    return nil
  }

  /// Consumes a term, an index or a time.
  mutating func count(_ field: String) throws(Flaw) -> Int {
    Int(truncatingIfNeeded: try number(field, upTo: UInt64(TextLimits.number)))
  }

  /// Consumes the number of a server.
  mutating func server(_ field: String, of servers: Int) throws(Flaw) -> Int {
    if let value = number(upTo: UInt64(servers - 1)) { return Int(truncatingIfNeeded: value) }
    throw notServer(field, servers)
  }

  /// The flaw that what comes next is no server.
  func notServer(_ field: String, _ servers: Int) -> Flaw {
    wrong(field, "it must be a server, and those are 0 to \(servers - 1)")
  }

  /// Consumes the digits of a whole number as JSON has it; `nil` if it is none, or too large.
  @inline(__always)
  private mutating func digits() -> UInt64? {
    let start = position
    let word = self.word()
    let count = Self.digitCount(word)
    position += count
    if count < 8 {
      let isPlain = count == 1 || count > 1 && UInt8(truncatingIfNeeded: word) != ASCII.zero
      return isPlain && !hasFractionOrExponent ? Self.value(word, count) : nil
    }
    return longDigits(from: start, Self.value(word, count))
  }

  /// How many of the eight bytes, from the lowest, are digits.
  @inline(__always)
  private static func digitCount(_ word: UInt64) -> Int {
    // The upper half of a byte is 3 for digits and six others; adding 6 brings those out of it.
    let others = (word & 0xF0F0_F0F0_F0F0_F0F0) ^ 0x3030_3030_3030_3030
    let large = ((word & 0x0F0F_0F0F_0F0F_0F0F) &+ 0x0606_0606_0606_0606) & 0xF0F0_F0F0_F0F0_F0F0
    return (others | large).trailingZeroBitCount >> 3
  }

  /// The value of the lowest `count` bytes, which are digits, 0 to 8.
  @inline(__always)
  private static func value(_ word: UInt64, _ count: Int) -> UInt64 {
    // The last digit is in the highest byte then, and zeros precede the first. A shift by 64 gives 0.
    let digits = (word << UInt64(64 - 8 * count)) & 0x0F0F_0F0F_0F0F_0F0F
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
    let quads = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
    return (quads &* 10_000 &+ quads >> 32) & 0xFFFF_FFFF
  }

  /// Consumes the rest of a number whose first eight digits are worth `value`.
  private mutating func longDigits(from start: Int, _ first: UInt64) -> UInt64? {
    var value = first
    var fits = true
    while let digit {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(digit)
      fits = fits && !overflow && !carry
      value = sum
      position += 1
    }
    return fits && isWhole(from: start) ? value : nil
  }

  private func isWhole(from start: Int) -> Bool {
    if position == start || hasFractionOrExponent { return false }
    return bytes[start] != ASCII.zero || position == start + 1
  }

  private var hasFractionOrExponent: Bool { next == UInt8(ascii: ".") || next | 0x20 == UInt8(ascii: "e") }

  private var digit: UInt64? {
    let digit = next &- ASCII.zero
    return digit < 10 ? UInt64(digit) : nil
  }

  /// Consumes any number that JSON allows.
  mutating func skipNumber() throws(Flaw) {
    if next == ASCII.minus { position += 1 }
    if next == ASCII.zero { position += 1 } else { try skipDigits() }
    if next == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if next | 0x20 == UInt8(ascii: "e") {
      position += 1
      if next == ASCII.minus || next == UInt8(ascii: "+") { position += 1 }
      try skipDigits()
    }
  }

  private mutating func skipDigits() throws(Flaw) {
    guard digit != nil else { throw unexpected("a digit") }
    while digit != nil { position += 1 }
  }
}

extension JSONScanner {
  /// Consumes a name and the colon after it; `nil` if the table does not know it.
  @inline(__always)
  mutating func key<Field>(_ table: NameTable<Field>, after last: Int = -1) throws(Flaw) -> Field? {
    try key(table.names, after: last).map { table.value(at: $0) }
  }

  /// Consumes a name and the colon after it, and returns the name's position; `nil` if the list does not have it.
  /// - Parameter last: the position of the name before: those after it come first, because most writers keep an order.
  @inline(__always)
  mutating func key(_ list: NameList, after last: Int = -1) throws(Flaw) -> Int? {
    guard skipSpace() == ASCII.quote else { throw unexpected(ASCII.quote) }
    let (low, high) = (word(at: 1), word(at: 9))
    let found = list.keys.withUnsafeBufferPointer { keys in
      var candidate = last + 1
      while candidate < keys.count {
        if keys[candidate].begins(low, high) { return (position: candidate, length: keys[candidate].length) }
        candidate += 1
      }
      return (position: -1, length: 0)
    }
    if found.position < 0 { return try anyKey(list) }
    position += 1 + found.length
    return found.position
  }

  /// Consumes a name that comes in another order than expected, has spaces after it, or is long.
  @inline(never)
  private mutating func anyKey(_ list: NameList) throws(Flaw) -> Int? {
    let position = try name(in: list)
    try expect(ASCII.colon)
    return position
  }

  /// Consumes one of the names of a table.
  mutating func choice<Value>(_ field: String, of table: NameTable<Value>) throws(Flaw) -> Value {
    if let position = try choice(of: table.names) { return table.value(at: position) }
    throw wrong(field, "it must be one of \(table.list)")
  }

  /// Consumes one of the names of a list and returns its position; `nil`, without consuming it, if something else
  /// comes.
  mutating func choice(of list: NameList) throws(Flaw) -> Int? {
    guard skipSpace() == ASCII.quote else { return nil }
    let start = position
    if let position = try name(in: list) { return position }
    position = start
    return nil
  }

  /// Consumes a string; returns its position if the list has it. A long one, or one with an escape, goes through a
  /// `String`.
  private mutating func name(in list: NameList) throws(Flaw) -> Int? {
    try expect(ASCII.quote)
    if let name = shortName() { return list.position(of: name) }
    return list.position(of: try textAfterQuote())
  }

  /// Consumes a plain name of at most 15 characters and its closing quote, sixteen bytes at a time.
  @inline(__always)
  private mutating func shortName() -> ShortName? {
    let (low, high) = (word(), word(at: 8))
    let first = Self.quotes(low)
    if first != 0 {
      let length = first.trailingZeroBitCount >> 3
      guard Self.unusualBytes(low).trailingZeroBitCount >> 3 >= length else { return nil }
      position += length + 1
      return ShortName(low: low & ~(.max &<< UInt64(length &* 8)), high: 0, count: UInt64(length))
    }
    let second = Self.quotes(high)
    guard second != 0, Self.unusualBytes(low) == 0 else { return nil }
    let length = second.trailingZeroBitCount >> 3
    guard Self.unusualBytes(high).trailingZeroBitCount >> 3 >= length else { return nil }
    position += length + 9
    return ShortName(low: low, high: high & ~(.max &<< UInt64(length &* 8)), count: UInt64(length + 8))
  }

  /// The top bit of each byte up to the first that is a quote, and is set there.
  @inline(__always)
  private static func quotes(_ word: UInt64) -> UInt64 {
    let other = word ^ 0x2222_2222_2222_2222
    return (other &- 0x0101_0101_0101_0101) & ~other & 0x8080_8080_8080_8080
  }

  /// The same, for a byte that does not stand for itself: a control, a backslash, or a part of a longer character.
  @inline(__always)
  private static func unusualBytes(_ word: UInt64) -> UInt64 {
    let other = word ^ 0x5C5C_5C5C_5C5C_5C5C
    let escapes = (other &- 0x0101_0101_0101_0101) & ~other
    let controls = (word &- 0x2020_2020_2020_2020) & ~word
    return (escapes | controls | word) & 0x8080_8080_8080_8080
  }

  /// Consumes a string.
  mutating func text(_ field: String) throws(Flaw) -> String {
    guard take(ASCII.quote) else { throw wrong(field, "it must be a string") }
    return try textAfterQuote()
  }

  private mutating func textAfterQuote() throws(Flaw) -> String {
    let start = position
    while isPlain(next) || next >= 0x80 { position += 1 }
    let text =
      next == ASCII.quote ? String(validating: bytes[start..<position], as: UTF8.self) : try escapedText(from: start)
    guard let text else { throw notUnicode }
    try expect(ASCII.quote)
    return text
  }

  private mutating func escapedText(from start: Int) throws(Flaw) -> String? {
    var decoded = Array(bytes[start..<position])
    while next != ASCII.quote {
      guard next >= ASCII.space else { throw unexpected("a character or an escape like \\n") }
      if next == ASCII.backslash {
        try decodeEscape(into: &decoded)
      } else {
        decoded.append(next)
        position += 1
      }
    }
    return String(validating: decoded, as: UTF8.self)
  }

  private mutating func decodeEscape(into decoded: inout [UInt8]) throws(Flaw) {
    position += 1
    let letter = next
    guard let byte = Self.meaning(ofEscape: letter) else {
      guard letter == UInt8(ascii: "u") else { throw unexpected("an escape like \\n or \\u000a") }
      return decoded.append(contentsOf: String(Character(try scalar())).utf8)
    }
    decoded.append(byte)
    position += 1
  }

  private static func meaning(ofEscape letter: UInt8) -> UInt8? {
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: nil
    }
  }

  /// Consumes the rest of `\uXXXX`, and the second such escape if it takes two to make a character.
  private mutating func scalar() throws(Flaw) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard next == ASCII.backslash, high < 0xDC00 else { throw notUnicode }
    position += 1
    let low = try hexadecimal()
    guard (0xDC00...0xDFFF).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    else { throw notUnicode }
    return scalar
  }

  private mutating func hexadecimal() throws(Flaw) -> UInt32 {
    guard next == UInt8(ascii: "u") else { throw notUnicode }
    position += 1
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(Unicode.Scalar(next)).hexDigitValue, next < 0x80 else {
        throw unexpected("four hexadecimal digits")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  /// Whether a byte of a string stands for itself and is ASCII.
  @inline(__always)
  private func isPlain(_ byte: UInt8) -> Bool {
    byte != ASCII.quote && byte >= ASCII.space && byte < 0x80 && byte != ASCII.backslash
  }

  private var notUnicode: Flaw {
    Flaw("a string up to column \(position) is not Unicode", "a string must be valid UTF-8")
  }
}

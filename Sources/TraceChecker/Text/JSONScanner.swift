/// Reads a line of JSON, or several lines that are one value, from left to right, without a tree of it.
///
/// Every function throws a `Flaw` if it finds something else, and leaves the rest of the line alone.
struct JSONScanner {
  /// The line. `begin` puts NULs after it: no part of JSON is one, so nothing is consumed beyond it, and as many bytes
  /// as there are NULs can be looked at without a check.
  var bytes: [UInt8] = []
  /// What is read next.
  var position = 0

  /// The number of NULs after the line.
  static let padding = 24

  /// Where the line ends.
  var end: Int { bytes.count - Self.padding }

  /// Whether all is read.
  var isAtEnd: Bool { position >= end }

  /// Consumes white space; returns whether there is nothing else.
  mutating func isBlank() -> Bool {
    skipSpace()
    return isAtEnd
  }

  /// Begins with the line that was put into `bytes`.
  mutating func begin() {
    for _ in 0..<Self.padding { bytes.append(0) }
    position = 0
  }

  /// The next byte, which is not consumed; NUL at the end. Not checked: whatever consumes a byte has seen that it is no
  /// NUL, so that the position never passes the first one.
  @inline(__always)
  var next: UInt8 {
    assert(position <= end, "position \(position) of \(end)")
    return bytes.withUnsafeBufferPointer { $0[position] }
  }

  /// The next eight bytes, the first one lowest, of which those after the line are NULs.
  /// - Parameter offset: where they begin, at most 16.
  @inline(__always)
  func word(at offset: Int = 0) -> UInt64 {
    assert(position <= end && offset <= Self.padding - 8, "position \(position) of \(end), and \(offset)")
    return bytes.withUnsafeBytes {
      UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: position + offset, as: UInt64.self))
    }
  }

  /// Consumes white space and returns the byte after it.
  @inline(__always)
  @discardableResult
  mutating func skipSpace() -> UInt8 {
    let byte = next
    return byte > ASCII.space ? byte : skipSpaceThatIsThere()
  }

  @inline(never)
  private mutating func skipSpaceThatIsThere() -> UInt8 {
    while true {
      let byte = next
      guard ASCII.isBlank(byte) else { return byte }
      position += 1
    }
  }

  /// Consumes `byte`, and the white space before it.
  @inline(__always)
  mutating func expect(_ byte: UInt8) throws(Flaw) {
    guard skipSpace() == byte else { throw unexpected(byte) }
    position += 1
  }

  /// Consumes `byte`, and the white space before it, if it is there.
  @inline(__always)
  mutating func take(_ byte: UInt8) -> Bool {
    guard skipSpace() == byte else { return false }
    position += 1
    return true
  }

  /// Consumes the beginning of an object or array; returns whether it has a member.
  @inline(__always)
  mutating func enter(_ brackets: Brackets) throws(Flaw) -> Bool {
    try expect(brackets.open)
    return !take(brackets.close)
  }

  /// Consumes what comes after a member; returns whether there is another.
  @inline(__always)
  mutating func another(_ brackets: Brackets) throws(Flaw) -> Bool {
    let byte = skipSpace()
    guard byte == ASCII.comma || byte == brackets.close else { throw unexpectedAfterMember(brackets.close) }
    position += 1
    return byte == ASCII.comma
  }

  @inline(never)
  func unexpected(_ byte: UInt8) -> Flaw { unexpected("'\(Unicode.Scalar(byte))'") }

  @inline(never)
  private func unexpectedAfterMember(_ close: UInt8) -> Flaw { unexpected("',' or '\(Unicode.Scalar(close))'") }

  /// Checks that nothing follows.
  mutating func finish() throws(Flaw) {
    skipSpace()
    guard isAtEnd else { throw unexpected("the end of the line") }
  }

  /// Consumes `true`, `false` or `null`, if it is there.
  mutating func take(_ literal: StaticString) -> Bool {
    skipSpace()
    for offset in 0..<literal.utf8CodeUnitCount where bytes[position + offset] != literal.utf8Start[offset] {
      return false
    }
    position += literal.utf8CodeUnitCount
    return true
  }

  /// Consumes a truth value.
  mutating func truth(_ field: String) throws(Flaw) -> Bool {
    if take("true") { return true }
    if take("false") { return false }
    throw wrong(field, "it must be true or false")
  }
}

/// The delimiters of an object's or array's members.
struct Brackets {
  let open: UInt8
  let close: UInt8

  static var object: Brackets { Brackets(open: 0x7B, close: 0x7D) }
  static var array: Brackets { Brackets(open: 0x5B, close: 0x5D) }
}

/// The bytes that mean something in JSON.
enum ASCII {
  static var tab: UInt8 { 0x09 }
  static var carriageReturn: UInt8 { 0x0D }
  static var space: UInt8 { 0x20 }
  static var quote: UInt8 { 0x22 }
  static var comma: UInt8 { 0x2C }
  static var minus: UInt8 { 0x2D }
  static var zero: UInt8 { 0x30 }
  static var colon: UInt8 { 0x3A }
  static var backslash: UInt8 { 0x5C }
  static var lineFeed: UInt8 { 0x0A }

  /// Whether it is white space.
  @inline(__always)
  static func isBlank(_ byte: UInt8) -> Bool {
    byte == space || byte == tab || byte == carriageReturn || byte == lineFeed
  }
}

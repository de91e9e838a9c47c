/// Text as the operating system has it, such as the name of a file: bytes that need not be UTF-8.
public struct RawText: Hashable, Sendable {
  /// The bytes, without the zero that ends them in C.
  public let bytes: [UInt8]

  /// The text of these bytes.
  public init(bytes: some Sequence<UInt8>) { self.bytes = Array(bytes) }

  /// The text in UTF-8.
  public init(_ text: String) { self.init(bytes: text.utf8) }

  /// The text, if it is UTF-8.
  public var exact: String? { String(validating: bytes, as: UTF8.self) }

  /// The text with U+FFFD for what is not UTF-8.
  public var repaired: String { String(decoding: bytes, as: UTF8.self) }

  /// Calls `body` with the text as a C string.
  public func withCString<Result>(_ body: (UnsafePointer<CChar>) throws -> Result) rethrows -> Result {
    try body(bytes.map { CChar(truncatingIfNeeded: $0) } + [0])
  }

  /// The text for a terminal: a byte that is not UTF-8, or part of a control character, is written as in `\x1b`. The
  /// text is cut after `longest` characters.
  public func printable(longest: Int = .max) -> String {
    var (text, position, count) = ("", 0, 0)
    while position < bytes.count, count < longest {
      let found = scalar(at: position)
      let end = position + (found.map { UTF8.width($0) } ?? 1)
      if let found, found.isPrintable {
        text.unicodeScalars.append(found)
      } else {
        for byte in bytes[position..<end] { text += Self.escaped(byte) }
      }
      (position, count) = (end, count + 1)
    }
    return position < bytes.count ? text + "…" : text
  }

  /// The character whose UTF-8 begins at `position`; `nil` if none does.
  private func scalar(at position: Int) -> Unicode.Scalar? {
    for end in position + 1...position + 4 where end <= bytes.count {
      if let text = String(validating: bytes[position..<end], as: UTF8.self) { return text.unicodeScalars.first }
    }
    return nil
  }

  /// The byte as `\x` and two digits, which `$'...'` in a shell understands.
  public static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return #"\x"# + (digits.count < 2 ? "0" : "") + digits
  }
}

extension RawText: ExpressibleByStringLiteral {
  /// The text of the literal, in UTF-8.
  public init(stringLiteral text: String) { self.init(text) }
}

extension RawText: CustomStringConvertible {
  /// The text for a terminal.
  public var description: String { printable() }
}

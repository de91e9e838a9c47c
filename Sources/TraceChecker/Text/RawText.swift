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
    var (parser, rest) = (UTF8.ForwardParser(), bytes.makeIterator())
    var (text, position) = ("", 0)
    for _ in 0..<longest {
      switch parser.parseScalar(from: &rest) {
      case .valid(let encoded):
        let scalar = UTF8.decode(encoded)
        if scalar.isPrintable { text.unicodeScalars.append(scalar) } else { text += Self.escaped(encoded) }
        position += encoded.count
      case .error(let length):
        text += Self.escaped(bytes[position..<position + length])
        position += length
      case .emptyInput: return text
      }
    }
    return position < bytes.count ? text + "…" : text
  }

  /// The byte as `\x` and two digits, which `$'...'` in a shell understands.
  public static func escaped(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16)
    return #"\x"# + (digits.count < 2 ? "0" : "") + digits
  }

  private static func escaped(_ bytes: some Sequence<UInt8>) -> String { bytes.map { escaped($0) }.joined() }
}

extension RawText: ExpressibleByStringLiteral {
  /// The text of the literal, in UTF-8.
  public init(stringLiteral text: String) { self.init(text) }
}

extension RawText: CustomStringConvertible {
  /// The text for a terminal.
  public var description: String { printable() }
}

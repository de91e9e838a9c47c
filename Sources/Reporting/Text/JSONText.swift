import TraceChecker

/// A JSON value, to be written. The members of an object keep their order.
///
///     let result: JSONText = ["seed": .unsigned(seed), "runs": .integer(runs), "first": nil, "clean": true]
public enum JSONText: Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case string(String)
  case array([JSONText])
  case object([(key: String, value: JSONText)])

  /// The value in one line.
  public var text: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .unsigned(let value): text += String(value)
    case .string(let value): Self.write(value, to: &text)
    case .array(let values): Self.write(values, in: ("[", "]"), to: &text) { $0.write(to: &$1) }
    case .object(let members): Self.write(members, in: ("{", "}"), to: &text, Self.writeMember)
    }
  }

  private static func write<Element>(
    _ elements: [Element], in brackets: (String, String), to text: inout String,
    _ write: (Element, inout String) -> Void
  ) {
    text += brackets.0
    for (position, element) in elements.enumerated() {
      if position > 0 { text += "," }
      write(element, &text)
    }
    text += brackets.1
  }

  private static func writeMember(_ member: (key: String, value: JSONText), to text: inout String) {
    write(member.key, to: &text)
    text += ":"
    member.value.write(to: &text)
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars { write(scalar, to: &text) }
    text += "\""
  }

  private static func write(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\"": text += "\\\""
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case ..<" ": text += (scalar.value < 16 ? "\\u000" : "\\u00") + String(scalar.value, radix: 16)
    default: text.unicodeScalars.append(scalar)
    }
  }
}

extension JSONText: ExpressibleByDictionaryLiteral, ExpressibleByArrayLiteral, ExpressibleByStringInterpolation,
  ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral
{
  /// An object with the members in this order.
  public init(dictionaryLiteral members: (String, JSONText)...) { self = .object(members.map { (key: $0, value: $1) }) }
  /// The JSON array of these values.
  public init(arrayLiteral values: JSONText...) { self = .array(values) }
  /// The JSON string with this text.
  public init(stringLiteral value: String) { self = .string(value) }
  /// The JSON number with this value.
  public init(integerLiteral value: Int) { self = .integer(value) }
  /// `true` or `false`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `null`.
  public init(nilLiteral: ()) { self = .null }
}

extension JSONText {
  /// The string with this text. A text that is not UTF-8, as JSON must be, is written as it is printed.
  package init(_ text: RawText) { self = .string(text.exact ?? text.printable()) }
}

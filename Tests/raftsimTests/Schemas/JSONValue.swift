import Foundation

/// A JSON value that was read.
enum JSONValue: Hashable, Decodable {
  case null
  case bool(Bool)
  case integer(Int)
  case unsigned(UInt64)
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  init(_ text: String) throws { self = try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) }

  init(from decoder: any Decoder) throws {
    let value = try decoder.singleValueContainer()
    if value.decodeNil() {
      self = .null
    } else if let bool = try? value.decode(Bool.self) {
      self = .bool(bool)
    } else if let integer = try? value.decode(Int.self) {
      self = .integer(integer)
    } else if let unsigned = try? value.decode(UInt64.self) {
      self = .unsigned(unsigned)
    } else if let number = try? value.decode(Double.self) {
      self = .number(number)
    } else if let string = try? value.decode(String.self) {
      self = .string(string)
    } else if let array = try? value.decode([JSONValue].self) {
      self = .array(array)
    } else {
      self = .object(try value.decode([String: JSONValue].self))
    }
  }

  /// What JSON Schema calls it.
  var type: String {
    switch self {
    case .null: "null"
    case .bool: "boolean"
    case .integer, .unsigned: "integer"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  /// Whether it is of a type of JSON Schema, in which an integer is a number, too.
  func isOf(_ name: String) -> Bool { type == name || name == "number" && type == "integer" }

  /// Whether both are numbers, and this is the lesser one.
  func isLess(than limit: JSONValue) -> Bool {
    if case .integer(let number) = self, case .integer(let limit) = limit { return number < limit }
    guard let number, let limit = limit.number else { return false }
    return number < limit
  }

  /// A number, rounded if it is large; otherwise `nil`.
  private var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The member of an object.
  subscript(name: String) -> JSONValue? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// The elements of an array; otherwise none.
  var elements: [JSONValue] { if case .array(let values) = self { values } else { [] } }

  /// The members of an object, sorted by name; otherwise none.
  var members: [(name: String, value: JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }
  }

  /// A string; otherwise `nil`.
  var text: String? { if case .string(let text) = self { text } else { nil } }
}

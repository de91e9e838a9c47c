/// What is wrong with a JSON Schema, in every part of it: a keyword that is not known, and an argument that its keyword
/// cannot have.
struct SchemaFlaws {
  let root: JSONValue

  private static let types = ["null", "boolean", "integer", "number", "string", "array", "object"]

  /// All flaws, each with its place.
  var all: [String] { flaws(root, "#") }

  private func flaws(_ schema: JSONValue, _ place: String) -> [String] {
    guard schema.type == "object" else { return ["\(place): the schema is of type \(schema.type)"] }
    return schema.members.flatMap { keyword, argument in
      let here = "\(place)/\(keyword)"
      return (isPossible(keyword, argument) ? [] : ["\(here): the schema has what is not known: \(argument)"])
        + parts(keyword, argument).flatMap { flaws($0.schema, here + $0.place) }
    }
  }

  private func isPossible(_ keyword: String, _ argument: JSONValue) -> Bool {
    switch keyword {
    case "$schema", "title", "description": argument.text != nil
    case "const": true
    case "enum", "oneOf": !argument.elements.isEmpty
    case "type": hasOnlyTypes(argument)
    case "minimum": argument.isOf("number")
    case "pattern": argument.text.map { (try? Regex($0)) != nil } ?? false
    case "required": argument.type == "array" && argument.elements.allSatisfy { $0.text != nil }
    case "$ref": Self.definition(argument).map { root["$defs"]?[$0] != nil } ?? false
    case "properties", "$defs", "items": argument.type == "object"
    case "additionalProperties": argument == .bool(false) || argument.type == "object"
    default: false
    }
  }

  private func hasOnlyTypes(_ argument: JSONValue) -> Bool {
    let names = argument.type == "array" ? argument.elements : [argument]
    return !names.isEmpty && names.allSatisfy { $0.text.map(Self.types.contains) ?? false }
  }

  /// The schemas in the argument of a keyword.
  private func parts(_ keyword: String, _ argument: JSONValue) -> [(place: String, schema: JSONValue)] {
    switch keyword {
    case "properties", "$defs": argument.members.map { ("/\($0.name)", $0.value) }
    case "oneOf": argument.elements.enumerated().map { ("/\($0)", $1) }
    case "items": [("", argument)]
    case "additionalProperties" where argument != .bool(false): [("", argument)]
    default: []
    }
  }

  /// The name of the definition that a reference refers to.
  static func definition(_ reference: JSONValue) -> String? {
    let start = "#/$defs/"
    guard let text = reference.text, text.hasPrefix(start) else { return nil }
    return String(text.dropFirst(start.count))
  }
}

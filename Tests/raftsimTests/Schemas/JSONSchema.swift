/// A JSON Schema of draft 2020-12, as far as the schemas of the project need it. Any other keyword, wherever it is, is an
/// error for every value.
struct JSONSchema {
  let root: JSONValue
  /// What is wrong with the schema itself, each with its place.
  let flaws: [String]

  init(root: JSONValue) {
    self.root = root
    flaws = SchemaFlaws(root: root).all
  }

  /// Why `value` is not valid, each with its place; empty if it is.
  func errors(in value: JSONValue) -> [String] { flaws + errors(value, root, "") }

  private func errors(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    schema.members.flatMap { keyword, argument in
      errors(value, keyword, argument, place).map { "\(place): \($0)" }
        + nested(value, keyword, argument, schema, place)
    }
  }

  /// What a keyword demands of the value itself.
  private func errors(_ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ place: String) -> [String] {
    switch keyword {
    case "const": return value == argument ? [] : ["is not \(argument)"]
    case "enum": return argument.elements.contains(value) ? [] : ["is not one of \(argument.elements)"]
    case "type":
      let types = argument.text.map { [$0] } ?? argument.elements.compactMap(\.text)
      return types.contains(where: value.isOf) ? [] : ["is of type \(value.type), not \(types)"]
    case "minimum": return value.isLess(than: argument) ? ["is less than \(argument)"] : []
    case "pattern":
      guard let text = value.text, let pattern = argument.text, let regex = try? Regex(pattern) else { return [] }
      return text.contains(regex) ? [] : ["does not match \(pattern)"]
    case "required":
      guard value.type == "object" else { return [] }
      return argument.elements.compactMap(\.text).filter { value[$0] == nil }.map { "lacks \($0)" }
    case "oneOf":
      let reasons = argument.elements.map { errors(value, $0, place) }
      let count = reasons.count { $0.isEmpty }
      return count == 1 ? [] : ["is valid for \(count) of the alternatives: \(reasons)"]
    default: return []
    }
  }

  /// What a keyword demands of the value by another schema, or of its parts.
  private func nested(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONValue, _ place: String
  ) -> [String] {
    switch keyword {
    case "$ref": return definition(argument).map { errors(value, $0, place) } ?? []
    case "properties":
      return argument.members.flatMap { name, schema in
        value[name].map { errors($0, schema, "\(place)/\(name)") } ?? []
      }
    case "items": return value.elements.enumerated().flatMap { errors($1, argument, "\(place)/\($0)") }
    case "additionalProperties":
      let others = value.members.filter { schema["properties"]?[$0.name] == nil }
      return others.flatMap { name, member in
        argument == .bool(false)
          ? ["\(place): must not have \(name)"] : errors(member, argument, "\(place)/\(name)")
      }
    default: return []
    }
  }

  private func definition(_ reference: JSONValue) -> JSONValue? {
    SchemaFlaws.definition(reference).flatMap { root["$defs"]?[$0] }
  }
}

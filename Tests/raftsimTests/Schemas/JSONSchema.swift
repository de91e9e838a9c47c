/// A JSON Schema of draft 2020-12, as far as the schemas of the project need it. Any other keyword is an error.
struct JSONSchema {
  let root: JSONValue

  private static let remarks = ["$schema", "$defs", "title", "description"]

  /// Why `value` is not valid, each with its place; empty if it is.
  func errors(in value: JSONValue) -> [String] { errors(value, root, "") }

  private func errors(_ value: JSONValue, _ schema: JSONValue, _ place: String) -> [String] {
    schema.members.filter { !Self.remarks.contains($0.name) }.flatMap { keyword, argument in
      errors(value, keyword, argument, schema, place).map { "\(place): \($0)" }
        + nested(value, keyword, argument, place)
    }
  }

  /// What a keyword demands of the value itself.
  private func errors(
    _ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ schema: JSONValue, _ place: String
  ) -> [String] {
    switch keyword {
    case "const": return value == argument ? [] : ["is not \(argument)"]
    case "enum": return argument.elements.contains(value) ? [] : ["is not one of \(argument.elements)"]
    case "type":
      let types = argument.text.map { [$0] } ?? argument.elements.compactMap(\.text)
      return types.contains(value.type) ? [] : ["is of type \(value.type), not \(types)"]
    case "minimum": return isLess(value, than: argument) ? ["is less than \(argument)"] : []
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
    case "additionalProperties" where argument == .bool(false):
      return value.members.filter { schema["properties"]?[$0.name] == nil }.map { "must not have \($0.name)" }
    case "$ref", "properties", "items", "additionalProperties": return []
    default: return ["the schema has the unknown keyword \(keyword)"]
    }
  }

  /// What a keyword demands of the value by another schema, or of its parts.
  private func nested(_ value: JSONValue, _ keyword: String, _ argument: JSONValue, _ place: String) -> [String] {
    switch keyword {
    case "$ref":
      let name = argument.text.map { String($0.dropFirst("#/$defs/".count)) } ?? ""
      return root["$defs"]?[name].map { errors(value, $0, place) } ?? ["\(place): the schema lacks \(argument)"]
    case "properties":
      return argument.members.flatMap { name, schema in
        value[name].map { errors($0, schema, "\(place)/\(name)") } ?? []
      }
    case "items": return value.elements.enumerated().flatMap { errors($1, argument, "\(place)/\($0)") }
    case "additionalProperties" where argument.type == "object":
      return value.members.flatMap { errors($0.value, argument, "\(place)/\($0.name)") }
    default: return []
    }
  }

  private func isLess(_ value: JSONValue, than limit: JSONValue) -> Bool {
    guard case .integer(let number) = value, case .integer(let limit) = limit else { return false }
    return number < limit
  }
}

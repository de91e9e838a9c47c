import Testing

@Suite("The validator for JSON schemas")
struct JSONSchemaTests {
  private static func errors(_ value: String, _ schema: String) throws -> [String] {
    JSONSchema(root: try JSONValue(schema)).errors(in: try JSONValue(value))
  }

  @Test(
    "a value that a keyword allows is valid, and one that it forbids is not",
    arguments: [
      (#"{"const":"a"}"#, #""a""#, #""b""#), (#"{"enum":["a",1]}"#, "1", "2"), (#"{"enum":[true]}"#, "true", "1"),
      (#"{"type":"integer"}"#, "18446744073709551615", "1.5"), (#"{"type":"integer"}"#, "1", "true"),
      (#"{"type":"boolean"}"#, "true", "1"), (#"{"type":["string","null"]}"#, "null", "1"),
      (#"{"minimum":0}"#, "0", "-1"), (#"{"pattern":"^[0-9]{2}$"}"#, #""12""#, #""123""#),
      (#"{"required":["a"]}"#, #"{"a":null}"#, #"{"b":1}"#), (#"{"items":{"type":"integer"}}"#, "[1,2]", #"[1,"2"]"#),
      (#"{"properties":{"a":{"const":1}},"additionalProperties":false}"#, #"{"a":1}"#, #"{"a":1,"b":1}"#),
      (#"{"properties":{"a":{"const":1}}}"#, #"{"b":2}"#, #"{"a":2}"#),
      (#"{"additionalProperties":{"type":"integer"}}"#, #"{"a":1}"#, #"{"a":"1"}"#),
      (#"{"oneOf":[{"const":1},{"type":"integer"}]}"#, "2", "1"), (#"{"oneOf":[{"const":1}]}"#, "1", "2"),
      (##"{"$ref":"#/$defs/x","$defs":{"x":{"const":1}}}"##, "1", "2"),
    ])
  func keywords(_ schema: String, _ valid: String, _ invalid: String) throws {
    #expect(try Self.errors(valid, schema).isEmpty)
    #expect(try !Self.errors(invalid, schema).isEmpty)
  }

  @Test(
    "an unknown keyword and an unknown definition are errors",
    arguments: [#"{"maximum":1}"#, ##"{"$ref":"#/$defs/y"}"##])
  func unknown(_ schema: String) throws {
    #expect(try !Self.errors("1", schema).isEmpty)
  }
}

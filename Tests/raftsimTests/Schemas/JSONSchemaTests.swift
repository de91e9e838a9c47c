import Foundation
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
      (#"{"type":"number"}"#, "1.5", #""1""#), (#"{"type":"number"}"#, "1", "null"),
      (#"{"type":"null"}"#, "null", "0"), (#"{"type":"string"}"#, #""1""#, "1"), (#"{"type":"array"}"#, "[]", "{}"),
      (#"{"type":"object"}"#, "{}", "[]"), (#"{"minimum":0}"#, "0", "-1"), (#"{"minimum":0}"#, #""-1""#, "-0.5"),
      (#"{"minimum":0.5}"#, "0.5", "0"), (#"{"minimum":2}"#, "18446744073709551615", "1.5"),
      (#"{"pattern":"^[0-9]{2}$"}"#, #""12""#, #""123""#),
      (#"{"pattern":"^[0-9]{2}$"}"#, #""12""#, #""12\n""#), (#"{"pattern":"b"}"#, #""abc""#, #""ac""#),
      (#"{"required":["a"]}"#, #"{"a":null}"#, #"{"b":1}"#), (#"{"required":["a"]}"#, "1", "{}"),
      (#"{"items":{"type":"integer"}}"#, "[1,2]", #"[1,"2"]"#),
      (#"{"items":{"items":{"minimum":1}}}"#, "[[1],[]]", "[[1],[0]]"),
      (#"{"properties":{"a":{"const":1}},"additionalProperties":false}"#, #"{"a":1}"#, #"{"a":1,"b":1}"#),
      (#"{"additionalProperties":false}"#, "{}", #"{"b":1}"#),
      (#"{"properties":{"a":{"const":1}}}"#, #"{"b":2}"#, #"{"a":2}"#),
      (#"{"properties":{"a":{"required":["b"]}}}"#, #"{"a":{"b":2}}"#, #"{"a":{}}"#),
      (#"{"additionalProperties":{"type":"integer"}}"#, #"{"a":1}"#, #"{"a":"1"}"#),
      (
        #"{"properties":{"a":{"const":"x"}},"additionalProperties":{"type":"integer"}}"#, #"{"a":"x","b":1}"#,
        #"{"a":"x","b":"x"}"#
      ),
      (#"{"oneOf":[{"const":1},{"type":"integer"}]}"#, "2", "1"), (#"{"oneOf":[{"const":1}]}"#, "1", "2"),
      (##"{"$ref":"#/$defs/x","$defs":{"x":{"const":1}}}"##, "1", "2"),
      (##"{"items":{"$ref":"#/$defs/x","minimum":3},"$defs":{"x":{"type":"integer"}}}"##, "[3]", "[2]"),
    ])
  func keywords(_ schema: String, _ valid: String, _ invalid: String) throws {
    #expect(try Self.errors(valid, schema).isEmpty)
    #expect(try !Self.errors(invalid, schema).isEmpty)
  }

  @Test(
    "an unknown keyword, and an argument that a keyword cannot have, is an error for every value, wherever it is",
    arguments: [
      #"{"maximum":1}"#, ##"{"$ref":"#/$defs/y"}"##, ##"{"$ref":"#/y","$defs":{"y":{}}}"##, #"{"$ref":1}"#,
      #"{"pattern":"("}"#, #"{"pattern":1}"#, #"{"minimum":"1"}"#, #"{"type":"int"}"#, #"{"type":[]}"#,
      #"{"type":["string",1]}"#, #"{"enum":[]}"#, #"{"enum":1}"#, #"{"oneOf":[]}"#, #"{"oneOf":[true]}"#,
      #"{"required":"a"}"#, #"{"required":[1]}"#, #"{"properties":[]}"#, #"{"properties":{"a":1}}"#,
      #"{"items":[]}"#, #"{"additionalProperties":true}"#, #"{"$defs":[]}"#, #"{"description":1}"#, "true",
    ],
    [#"S"#, #"{"properties":{"a":S}}"#, #"{"items":S}"#, #"{"additionalProperties":S}"#, #"{"oneOf":[S,{}]}"#])
  func unknown(_ flaw: String, _ place: String) throws {
    let schema = place.replacingOccurrences(of: "S", with: flaw)
    #expect(try !Self.errors("null", schema).isEmpty, "\(schema)")
  }

  @Test("each part of a value is made wrong once")
  func variants() throws {
    let places = try JSONValue(#"{"a":[{"b":1},{"b":2,"c":null}]}"#).variants.map(\.place)
    #expect(
      places == [
        " replaced", " extended", " without a", "/a replaced", "/a/* replaced", "/a/* extended", "/a/* without b",
        "/a/*/b replaced", "/a/* without c", "/a/*/c replaced",
      ])
  }

  @Test("a definition that nothing refers to must be a schema, too")
  func definitions() throws {
    #expect(try !Self.errors("1", #"{"$defs":{"x":{"maximum":1}}}"#).isEmpty)
    #expect(try Self.errors("1", #"{"$defs":{"x":{"minimum":1}},"title":"a","description":"b"}"#).isEmpty)
  }
}

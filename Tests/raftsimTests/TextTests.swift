import Reporting
import Testing

@testable import Commands

@Suite("Text for machines and for people")
struct TextTests {
  @Test("A JSON object keeps the order of its members")
  func json() {
    let value: JSONText = [
      "seed": .unsigned(.max), "runs": 12, "low": .integer(.min), "clean": true, "first": nil, "none": [], "empty": [:],
      "found": [["name": "a"], ["name": .string("b")]],
    ]
    #expect(
      value.text
        == #"{"seed":18446744073709551615,"runs":12,"low":-9223372036854775808,"clean":true,"first":null,"#
        + #""none":[],"empty":{},"found":[{"name":"a"},{"name":"b"}]}"#)
  }

  @Test("JSON strings are escaped, keys too")
  func escapes() {
    #expect(JSONText.string("a\"b\\c\n\r\t\u{8}\u{1f}é\u{1F600}/").text == #""a\"b\\c\n\r\t\u0008\u001fé😀/""#)
    #expect(JSONText.string("\r\n").text == #""\r\n""#)
    #expect(JSONText.object([(key: "\"", value: .null)]).text == #"{"\"":null}"#)
  }

  @Test(
    "Numbers have commas",
    arguments: [
      (0, "0"), (999, "999"), (1000, "1,000"), (1_234_567, "1,234,567"), (-1234, "-1,234"),
      (Int.min, "-9,223,372,036,854,775,808"),
    ])
  func counts(number: Int, text: String) { #expect(Readable.count(number) == text) }

  @Test(
    "Rates have three digits",
    arguments: [
      (0, 1, "0.00 /s"), (5, 2_000_000, "2.50 /s"), (950, 1_000_000, "950 /s"), (12_345_678, 1_000_000, "12.3 M/s"),
      (999_950, 1_000_000, "1.00 M/s"), (999_400, 1_000_000, "999 k/s"), (1, 0, "- /s"), (3, 1, "3.00 M/s"),
      (Int.max, 1, "9,223,372,036,854 T/s"), (1, Int.max, "0.00 /s"),
    ])
  func rates(number: Int, microseconds: Int, text: String) {
    #expect(Readable.rate(number, in: microseconds) == text)
  }

  @Test(
    "A rate has its noun before '/s'",
    arguments: [
      (1_050_000, 1_000_000, "1.05 M events/s"), (950, 1_000_000, "950 events/s"), (1, 0, "- events/s"),
      (Int.max, 1, "9,223,372,036,854 T events/s"),
    ])
  func ratesOfNouns(number: Int, microseconds: Int, text: String) {
    #expect(Readable.rate(number, "events", in: microseconds) == text)
  }

  @Test(
    "Durations have a unit that suits them",
    arguments: [
      (0, "0 us"), (999, "999 us"), (12_500, "12.5 ms"), (1_250_000, "1.25 s"), (999_600, "1.00 s"),
      (59_940_000, "59.9 s"), (59_960_000, "1 m 00 s"), (125_000_000, "2 m 05 s"), (3_599_600_000, "1 h 00 m"),
      (3_720_000_000, "1 h 02 m"), (-5, "0 us"), (Int.max, "2,562,047,788 h 01 m"),
    ])
  func durations(microseconds: Int, text: String) { #expect(Readable.duration(microseconds: microseconds) == text) }

  @Test("Text is wrapped between words")
  func wrapping() {
    #expect(TextLayout.wrap("aa bb  cc\ndd", width: 5) == ["aa bb", "cc dd"])
    #expect(TextLayout.wrap("a longest b", width: 3) == ["a", "longest", "b"])
    #expect(TextLayout.wrap("", width: 3) == [])
  }
}

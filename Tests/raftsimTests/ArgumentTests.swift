import Testing

@testable import Commands

@Suite("Reading an argument")
struct ArgumentTests {
  @Test("A whole number must be in its range, and the error says which that is")
  func integers() throws {
    #expect(try Sample.argument("-3").integer(in: -5...5) == -3)
    #expect(try Sample.argument("9223372036854775807").integer() == .max)
    #expect(integer("abc", 1...9) == "option '--x' must be a whole number from 1 to 9, not 'abc'")
    #expect(integer("0", 1 ... .max) == "option '--x' must be a whole number of at least 1, not '0'")
    #expect(integer("8", .min...7) == "option '--x' must be a whole number of at most 7, not '8'")
    #expect(integer("1.0", .min ... .max) == "option '--x' must be a whole number, not '1.0'")
    #expect(
      integer("9223372036854775808", 0 ... .max)
        == "option '--x' must be a whole number from 0 to 9223372036854775807, not '9223372036854775808'")
    #expect(integer("", 0 ... .max) != nil)
  }

  private func integer(_ text: String, _ range: ClosedRange<Int>) -> String? {
    complaint { () throws(UsageError) in try Sample.argument(text).integer(in: range) }
  }

  @Test(
    "A seed is decimal or hexadecimal",
    arguments: [
      ("0", 0), ("17", 17), ("18446744073709551615", UInt64.max), ("0xff", 255), ("0XFFFFFFFFFFFFFFFF", UInt64.max),
      ("007", 7),
    ])
  func seeds(text: String, seed: UInt64) throws { #expect(try Sample.argument(text).seed() == seed) }

  @Test(
    "What is no seed is refused",
    arguments: ["", "-1", "+1", "0x", "0x+1", "0xg", "x1", "18446744073709551616", "0x10000000000000000", "1 "])
  func noSeeds(text: String) { #expect(throws: UsageError.self) { try Sample.argument(text).seed() } }

  @Test(
    "A duration is a number with a unit, in microseconds",
    arguments: [
      ("30s", 30_000_000), ("500ms", 500_000), ("2m", 120_000_000), ("1h", 3_600_000_000), ("250us", 250), ("0s", 0),
      ("1.5s", 1_500_000), (".5ms", 500), ("0.000001s", 1), ("9223372036854775us", 9_223_372_036_854_775),
    ])
  func durations(text: String, microseconds: Int) throws {
    #expect(try Sample.argument(text).duration() == microseconds)
  }

  @Test(
    "What is no duration is refused",
    arguments: [
      "", "s", "30", "30 s", "-1s", "+1s", "1.s", ".s", "1.0000001s", "0.5us", "1d", "1S", "1e3s", "1ss", "1..5s",
      "999999999999999999h", "9999999999999999999999s", "٣s",
    ])
  func noDurations(text: String) { #expect(throws: UsageError.self) { try Sample.argument(text).duration() } }

  @Test("The error for a size says the limit")
  func sizes() throws {
    #expect(try Sample.argument("1048575T").size() == 1_048_575 << 40)
    for text in ["1048576T", "0K", "5", ""] {
      let error = complaint { () throws(UsageError) in try Sample.argument(text).size() }
      #expect(error?.contains("from 1K to 1048575T") == true)
    }
  }

  @Test("The error for a duration says the units, and the range if there is one")
  func durationErrors() {
    let plain = complaint { () throws(UsageError) in try Sample.argument("30").duration() }
    #expect(plain == "option '--x' must be a duration, such as 30s or 500ms (units: us, ms, s, m, h), not '30'")
    let ranged = complaint { () throws(UsageError) in try Sample.argument("2h").duration(in: 1500...3_600_000_000) }
    #expect(ranged?.contains("a duration from 1500us to 1h, such as") == true)
  }

  @Test("A choice is one of the words, and the error lists them and suggests one")
  func choices() throws {
    #expect(try Sample.argument("never").choice(ColorChoice.self) == .never)
    #expect(try Sample.argument("b").choice(among: ["a", "b"]) == "b")
    let error = complaint { () throws(UsageError) in try Sample.argument("allways").choice(ColorChoice.self) }
    #expect(error == "option '--x' must be one of auto, always, never, not 'allways' ~ always")
  }

  @Test("A path must not be empty")
  func paths() throws {
    #expect(try Sample.argument("-").path() == "-")
    #expect(throws: UsageError.self) { try Sample.argument("").path() }
  }

  @Test("Near words are suggested, others not")
  func spelling() {
    #expect(Spelling.nearest(to: "fuz", among: ["check", "fuzz"]) == "fuzz")
    #expect(Spelling.nearest(to: "chekc", among: ["check", "fuzz"]) == "check")
    #expect(Spelling.nearest(to: "--fuzz", among: ["check", "fuzz"]) == "fuzz")
    #expect(Spelling.nearest(to: "xyz", among: ["check", "fuzz"]) == nil)
    #expect(Spelling.nearest(to: "", among: ["check", ""]) == "")
    #expect(Spelling.nearest(to: "x", among: []) == nil)
    #expect(Spelling.distance(Array("ca".utf8), Array("abc".utf8)) == 3)
    #expect(Spelling.distance(Array("abdc".utf8), Array("abcd".utf8)) == 1)
  }
}

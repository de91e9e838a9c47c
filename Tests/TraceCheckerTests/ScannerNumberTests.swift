import Testing

@testable import TraceChecker

@Suite("Numbers in a line") struct ScannerNumberTests {
  private static func read(_ text: String, upTo limit: UInt64 = .max) -> (value: UInt64?, position: Int) {
    var scanner = JSONScanner()
    scanner.bytes = Array(text.utf8)
    scanner.begin()
    return (scanner.number(upTo: limit), scanner.position)
  }

  @Test("of every length are read, whatever follows", arguments: ["", ",", "]", "}", " ", "x", "/", ":", "\u{7F}"])
  func lengths(_ rest: String) {
    for digits in ["1234567890123456789", "9999999999999999999", "1000000000000000000"] {
      for length in 1...19 {
        let number = digits.prefix(length)
        let (value, position) = Self.read(number + rest)
        #expect(value == UInt64(number))
        #expect(position == length)
      }
    }
    #expect(Self.read("0" + rest).value == 0)
    #expect(Self.read("18446744073709551615" + rest).value == .max)
  }

  @Test("that JSON or the limit does not allow are not consumed")
  func wrong() {
    for text in [
      "", "-1", "+1", "x", "01", "00", "0000000001", "0123456789", "1.0", "1e0", "1E5", "12345678.", "123456789e1",
      "18446744073709551616", "99999999999999999999", "100000000000000000000000", ".5", "\u{0661}",
    ] {
      #expect(Self.read(text).value == nil, "\(text)")
      #expect(Self.read(text).position == 0)
    }
    #expect(Self.read("101", upTo: 100) == (nil, 0))
    #expect(Self.read("100", upTo: 100) == (100, 3))
  }
}

import Testing
import TraceChecker

@Suite("Text as the system has it")
struct RawTextTests {
  @Test(
    "What is not UTF-8, moves the cursor or breaks the line is escaped, byte by byte",
    arguments: [
      ("run.ndjson", "run.ndjson"), ("é日", "é日"), ("naïve.ndjson", "naïve.ndjson"), ("日本/é b", "日本/é b"),
      (RawText(bytes: [0x61, 0xFF, 0x62, 0xC3, 0xA9, 0x63]), #"a\xffbéc"#), ("a\nb\u{1B}[1m", #"a\x0ab\x1b[1m"#),
      ("\u{202E}", #"\xe2\x80\xae"#),
      (RawText(bytes: [0x62, 0xFF, 0x2E]), #"b\xff."#), (RawText(bytes: [0xC3]), #"\xc3"#),
      (RawText(bytes: [0xE2, 0x82, 0x61]), #"\xe2\x82a"#), ("", ""),
    ] as [(RawText, String)])
  func printable(_ text: RawText, _ printed: String) {
    #expect("\(text)" == printed)
  }

  @Test("A long text is cut")
  func cut() {
    #expect(RawText("abcd").printable(longest: 4) == "abcd")
    #expect(RawText("abcde").printable(longest: 4) == "abcd…")
  }

  @Test("Text that is not UTF-8 is not taken for other text")
  func exact() {
    #expect(RawText(bytes: [0xFF]).exact == nil)
    #expect(RawText(bytes: [0xFF]) != RawText(RawText(bytes: [0xFF]).repaired))
    #expect(RawText("é").exact == "é")
  }

  @Test("C sees every byte")
  func bytesInC() {
    #expect(RawText(bytes: [0x61, 0xFF]).withCString { [$0[0], $0[1], $0[2]] } == [0x61, -1, 0])
  }
}

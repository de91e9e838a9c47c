import Testing

@Suite("Files that are given on the command line")
struct InputFileTests {
  @Test(
    "a file that cannot be opened is an error on standard error in every format", arguments: ["text", "json", "ndjson"])
  func missing(_ format: String) throws {
    let outcome = try CommandTests.raftsim("check", "missing-file", "--format", format)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("raftsim check: missing-file: it cannot be opened"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty == (format == "text"))
  }

  @Test("standard input is read only once")
  func twice() throws {
    let outcome = try CommandTests.raftsim("check", "-", "LICENSE", "-")
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("'-' is given twice") && outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("a negative number is no file", arguments: ["-1", "-0x5"])
  func negative(_ seed: String) throws {
    let outcome = try CommandTests.raftsim("replay", seed)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("argument SEED|FILE must be a seed from 0 to 18446744073709551615"))
  }
}

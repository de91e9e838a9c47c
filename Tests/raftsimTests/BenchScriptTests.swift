import Testing

@Suite("The script of bench explore")
struct BenchScriptTests {
  @Test(
    "bench explore checks its script before it measures", arguments: ["missing-script", "/dev/null/check", "Sources"])
  func script(_ path: String) throws {
    let bench = try CommandTests.raftsim("bench", "explore", "--tlc", path)
    #expect(bench.status == 64)
    #expect(
      bench.errors.contains("option '--tlc' must be a script that can be run, such as Specs/check, not '\(path)'"))
  }
}

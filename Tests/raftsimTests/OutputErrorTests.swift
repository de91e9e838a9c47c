import Testing

@testable import Commands

@Suite("Outputs that cannot be written")
struct OutputErrorTests {
  private static func run(_ arguments: String...) throws -> (status: Int32, line: String) {
    let outcome = try CommandTests.run(arguments)
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    return (outcome.status, outcome.errors)
  }

  @Test("an output that cannot be written ends every command with 70")
  func outputs() throws {
    let path = "/dev/null/none"
    let replay = try Self.run("replay", "1", "--calm", "--trace", path)
    #expect(replay.status == 70)
    #expect(replay.line == "raftsim replay: option '--trace': '\(path)': Not a directory\n")
    #expect(try Self.run("explore", "--servers", "1", "--trace", path).status == 70)
    let trace = "traces/correct/three-servers.ndjson"
    #expect(try Self.run("check", trace, "--tla", "/dev/null/TraceData.tla").status == 70)
  }

  @Test("the help of every command lists that exit code")
  func help() {
    for spec in Program.raftsim.specs { #expect(spec.exitCodes.contains(.internal), "\(spec.name)") }
  }
}

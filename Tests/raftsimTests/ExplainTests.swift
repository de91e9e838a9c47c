import Foundation
import Testing

@Suite("raftsim replay --explain, from outside")
struct ExplainTests {
  private static let failing = ["1", "--defect", "vote-any-log"]
  private static let limits = ["--shrink-runs", "40"]

  /// Replays in a new directory, in which no file may be left.
  private func explained(_ arguments: [String]) throws -> CommandTests.Outcome {
    let folder = CommandTests.temporary()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let words = (["replay"] + arguments).map { "'\($0)'" }.joined(separator: " ")
    let outcome = try LostOutputTests.shell("cd '\(folder.path)' && \"$0\" \(words)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    return outcome
  }

  @Test("the report on a failing run has its violation, the story, the smallest run and the way to replay it")
  func run() throws {
    let outcome = try explained(Self.failing + ["--explain"] + Self.limits)
    #expect(outcome.status == 1 && outcome.output.hasPrefix("VIOLATION  "))
    for words in [
      "  the story, in the smallest ", " ← violation\n", "  the smallest run that shows it, at step ", "  replay:  ",
      "  found:   seed 1, defect vote-any-log violates ",
    ] {
      #expect(outcome.output.contains(words), "\(words)")
    }
    #expect(!outcome.output.contains("the last steps of the servers") && !outcome.output.contains("written:"))
    #expect(outcome.output.hasSuffix("\nviolated\n"))
    #expect(outcome.errors.contains("shrinking the run of seed 1, which violates "))
  }

  @Test("the report on a failing trace, played as a schedule, has its violation and the story")
  func schedule() throws {
    let trace = CommandTests.package.appending(path: "traces/defects/vote-any-log.ndjson").path
    let outcome = try explained([trace, "--schedule", "--explain"] + Self.limits)
    #expect(outcome.status == 1)
    #expect(
      outcome.output.contains(
        /the story, in the smallest schedule that shows it \(\d+ steps? of 3 servers; the given one has \d+\):/))
    #expect(outcome.output.contains(" ← violation\n") && outcome.output.contains("  replay:  "))
    #expect(outcome.output.contains("  found:   schedule of 3 servers, defect vote-any-log violates VotersNotNewer"))
    #expect(outcome.output.hasPrefix("VIOLATION  ") && outcome.output.hasSuffix(", as recorded\n"))
  }

  @Test("a run that passes is replayed as without --explain")
  func passes() throws {
    let outcome = try explained(["3", "--explain"])
    #expect(outcome.output == (try CommandTests.run(["replay", "3"])).output && outcome.status == 0)
    #expect(outcome.errors.isEmpty)
  }

  @Test("as JSON the diagnosis is a member, and null without --explain")
  func json() throws {
    let explained = try CommandTests.json(
      explained(Self.failing + ["--explain", "--format", "json"] + Self.limits).output)
    let diagnosis = try #require(explained["diagnosis"] as? [String: Any])
    #expect((diagnosis["story"] as? [String])?.last?.contains("violation") == true)
    #expect((diagnosis["files"] as? [String])?.isEmpty == true)
    let plain = try CommandTests.json(CommandTests.run(["replay"] + Self.failing + ["--format", "json"]).output)
    #expect(plain["diagnosis"] is NSNull)
  }

  @Test("the limits of shrinking need --explain", arguments: [["--shrink-runs", "5"], ["--shrink-time", "5s"]])
  func limits(_ option: [String]) throws {
    let outcome = try CommandTests.run(["replay", "1"] + option)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("\(option[0]) needs --explain: without it nothing is shrunk"))
  }
}

import Foundation
import Testing

@Suite("The counterexample of raftsim explore is shrunk")
struct ShrunkCounterexampleTests {
  private static let walks = [
    "explore", "--walks", "500", "--seed", "1", "--depth", "60", "--defect", "vote-any-log", "--max-term", "3",
  ]

  private static func counterexample(_ options: [String]) throws -> [String: Any] {
    let outcome = try CommandTests.run(walks + options + ["--format", "json"])
    #expect(outcome.status == 1)
    return try #require(CommandTests.json(outcome.output)["counterexample"] as? [String: Any])
  }

  @Test("that of a walk is shrunk, explained and written; the length that was found remains")
  func walk() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let found = try Self.counterexample(["--no-trace", "--no-shrink"])
    #expect(found["story"] is NSNull && found["shrunkLength"] is NSNull && found["shrinkEnd"] is NSNull)
    let shrunk = try Self.counterexample(["--trace", file.path])
    let (length, shorter) = (try #require(shrunk["length"] as? Int), try #require(shrunk["shrunkLength"] as? Int))
    #expect(length == found["length"] as? Int && shorter < length)
    let story = try #require(shrunk["story"] as? [String])
    #expect(story.last?.contains("← violation") == true)
    let replay = try CommandTests.raftsim("replay", file.path)
    #expect(replay.status == 1 && replay.output.hasSuffix("of the schedule, as recorded\n"))
    let text = try CommandTests.run(Self.walks + ["--no-trace"]).output
    #expect(text.contains("defect vote-any-log; \(length) steps, \(shorter) after shrinking:\n"))
    for line in story { #expect(text.contains("    \(line)\n")) }
  }

  @Test("with --no-shrink it is listed as it was found")
  func unshrunk() throws {
    let text = try CommandTests.run(Self.walks + ["--no-trace", "--no-shrink"]).output
    #expect(text.contains(/defect vote-any-log; \d+ steps:\n/) && !text.contains("← violation"))
  }

  @Test("the limit of trials ends it, which is said")
  func limited() throws {
    let text = try CommandTests.run(Self.walks + ["--no-trace", "--shrink-runs", "1"]).output
    #expect(text.contains("  the search ended at its number of trials: there may be something smaller\n"))
    #expect(text.contains("← violation"))
  }
}

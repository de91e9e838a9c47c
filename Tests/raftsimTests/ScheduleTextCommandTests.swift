import Foundation
import Testing

@Suite("raftsim replay of a schedule as text, from outside")
struct ScheduleTextCommandTests {
  private static let recorded = "traces/defects/vote-any-log.ndjson"

  private static func text(_ lines: String) -> String { "raftsim schedule 1\nservers 3\n\(lines)\n" }

  private static let election = """
    s0 times out
    s1 receives RequestVote from s0
    s0 receives RequestVoteReply from s1
    """

  @Test("a trace that is written as text violates the same, and so does the trace that the text writes")
  func roundTrip() throws {
    let text = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: text) }
    let first = try CommandTests.raftsim("replay", Self.recorded, "--schedule", "--write-schedule", text.path)
    #expect(first.status == 1)
    let digest = try #require(first.output.firstRange(of: "digest ")).upperBound
    let words = "digest " + first.output[digest...].prefix(16)
    let second = try CommandTests.raftsim("replay", text.path)
    #expect(second.status == 1)
    #expect(second.output.contains(words))
    #expect(second.output.contains("of the schedule, as expected\n"))
    let trace = try CommandTests.raftsim("replay", text.path, "--trace", "-")
    let third = try CommandTests.raftsim("replay", "-", input: trace.output)
    #expect(third.status == 1 && third.output.contains(words) && third.output.hasSuffix("as recorded\n"))
    let again = try CommandTests.raftsim("replay", text.path, "--write-schedule", "-")
    #expect(try again.output == String(contentsOf: text, encoding: .utf8))
    #expect(try CommandTests.raftsim("replay", text.path, "--write-schedule", text.path).status == 64)
  }

  @Test("a seed is written as a schedule")
  func seed() throws {
    let text = try CommandTests.raftsim("replay", "3", "--defect", "vote-any-log", "--write-schedule", "-")
    #expect(text.status == 1)
    #expect(text.errors.hasSuffix("violated\n"))
    let replay = try CommandTests.raftsim("replay", "-", input: text.output)
    #expect(replay.status == 1 && replay.output.contains(", as expected\n"))
  }

  @Test(
    "the verdict says whether it is the expected one",
    arguments: [
      ("", 0, "passed\n"), ("violates VoteOnce\n", 0, "passed, where a violation of VoteOnce was expected\n"),
    ])
  func expectation(_ setting: String, _ status: Int32, _ end: String) throws {
    let outcome = try CommandTests.raftsim("replay", "-", input: Self.text(setting + Self.election))
    #expect(outcome.status == status)
    #expect(outcome.output.hasSuffix(end))
  }

  @Test("one that no longer applies names the line, and what is in transit")
  func obstacle() throws {
    let text = Self.text(Self.election + "\n# too early\ns0 receives RequestVoteReply from s2")
    let outcome = try CommandTests.raftsim("replay", "-", input: text)
    #expect(outcome.status == 2)
    #expect(
      outcome.output.hasSuffix(
        "no longer applies at line 7: no RequestVoteReply s2 -> s0 is in transit; from s2 there is nothing\n"))
  }

  @Test("an error names the line and the column, and ends with 64")
  func errors() throws {
    let outcome = try CommandTests.raftsim("replay", "-", input: Self.text("s0 times up"))
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains(": -:3:10: 'up' is not 'out'; 'out' must be there"))
    let option = try CommandTests.raftsim("replay", "-", "--loss", "0.1", input: Self.text(Self.election))
    #expect(option.status == 64 && option.errors.contains("a schedule has its settings in its file"))
    let check = try CommandTests.raftsim("check", "-", input: Self.text(Self.election))
    #expect(check.status == 64 && check.errors.contains("'raftsim replay' plays it"))
  }

  @Test("exploration starts from its states")
  func around() throws {
    let outcome = try CommandTests.raftsim(
      "explore", "--around", "-", "--depth", "0", "--no-trace",
      input: Self.text(Self.election + "\ns0 receives RequestVote from s2"))
    #expect(
      outcome.output.contains(
        "steps followed: 6 of 6; step 7 does not apply: no RequestVote s2 -> s0 is in transit"))
  }
}

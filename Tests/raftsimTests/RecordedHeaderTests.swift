import Foundation
import Testing
import TraceChecker

@testable import Commands

@Suite("What the header of a trace says of its run, and what replay makes of it")
struct RecordedHeaderTests {
  private static func v1(_ name: String) -> String { "traces/v1/\(name).ndjson" }

  @Test(
    "a trace of format 1 with a seed is judged, and played as a schedule with the reason in one line",
    arguments: [
      ("one-server", 0, 0, "passed, as recorded"), ("hostile-world", 0, 0, "passed, as recorded"),
      ("append-truncates-always", 1, 1, "of the schedule, as recorded"),
      ("vote-reply-wrong-term", 1, 1, "of the schedule, as recorded"),
      ("read-anywhere", 1, 2, "read-anywhere is a defect of hosts, which a schedule does not have"),
    ] as [(String, Int32, Int32, String)])
  func format1(_ name: String, _ judged: Int32, _ played: Int32, _ verdict: String) throws {
    #expect(try CommandTests.raftsim("check", Self.v1(name)).status == judged)
    let replay = try CommandTests.raftsim("replay", Self.v1(name))
    #expect(replay.status == played)
    #expect(replay.errors.isEmpty)
    let first = replay.output.prefix { $0 != "\n" }
    #expect(first.hasPrefix("note: trace format 1 is from an older version, in which seed "))
    #expect(first.hasSuffix(" gave a different run; the recorded actions are replayed as a schedule"))
    #expect(replay.output.contains(verdict))
    #expect(try CommandTests.raftsim("replay", Self.v1(name), "--schedule").output.contains(verdict))
  }

  @Test("the note is part of the JSON")
  func note() throws {
    let json = try CommandTests.json(
      CommandTests.raftsim("replay", Self.v1("one-server"), "--format", "json").output)
    #expect((json["notes"] as? [String])?.count == 1)
    let schedule = try CommandTests.json(
      CommandTests.raftsim("replay", "traces/correct/one-server.ndjson", "--schedule", "--format", "json").output)
    #expect((schedule["notes"] as? [String]) == [])
  }

  private static func recording(_ change: (String) -> String) throws -> String {
    let run = ["replay", "3", "--calm", "--servers", "1", "--duration", "1s", "--trace", "-"]
    return change(try CommandTests.run(run).output)
  }

  @Test("a recorded run names its core, its state machine, and how messages travel")
  func names() throws {
    let trace = try Self.recording { $0 }
    let header = trace.prefix { $0 != "\n" }
    #expect(header.contains(#""core":"RaftCore","machine":"KeyValueStore","transport":"datagrams""#))
    let check = try CommandTests.run(["check", "-", "--format", "json"], input: trace)
    #expect(try CommandTests.json(check.output)["core"] as? String == "RaftCore")
    let channels = try CommandTests.run([
      "replay", "3", "--calm", "--servers", "2", "--channels", "1", "--machine", "to-do", "--trace", "-",
    ])
    #expect(channels.output.prefix { $0 != "\n" }.contains(#""machine":"ToDoList","transport":"channels""#))
  }

  @Test(
    "a seed is not run with another core or state machine than those of the recording",
    arguments: [
      ("\"core\":\"RaftCore\"", "\"core\":\"Other\"", "the core \"Other\", and this program has RaftCore"),
      (
        "\"machine\":\"KeyValueStore\"", "\"machine\":\"Stack\"",
        "the state machine \"Stack\", and its scenario names KeyValueStore"
      ),
    ])
  func others(_ name: String, _ other: String, _ words: String) throws {
    let trace = try Self.recording { $0.replacingOccurrences(of: name, with: other) }
    let replay = try CommandTests.run(["replay", "-"], input: trace)
    #expect(replay.status == 64)
    #expect(replay.output.isEmpty)
    #expect(replay.errors.contains(words.replacingOccurrences(of: "\"", with: "'")) || replay.errors.contains(words))
    #expect(replay.errors.contains("--schedule"))
    let schedule = try CommandTests.run(["replay", "-", "--schedule"], input: trace)
    #expect(schedule.status == 0)
    #expect(schedule.output.hasPrefix("note: the trace was recorded with the core") == name.contains("core"))
    #expect(try CommandTests.run(["check", "-"], input: trace).status == 0)
  }
}

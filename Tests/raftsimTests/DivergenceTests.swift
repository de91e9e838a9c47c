import Foundation
import Testing
import TraceChecker

@testable import Reporting

@Suite("Where a replay diverges from its recording")
struct DivergenceTests {
  private static func recording() throws -> [String] {
    let run = ["replay", "3", "--calm", "--servers", "3", "--duration", "1s", "--trace", "-"]
    return try CommandTests.run(run).output.split(separator: "\n").map(String.init)
  }

  /// The recording with the first event that has `old` changed to `new`, and what replay says of it.
  private static func replay(_ old: String, _ new: String) throws -> CommandTests.Outcome {
    var lines = try recording()
    let place = try #require(lines.dropFirst().firstIndex { $0.contains(old) })
    lines[place] = lines[place].replacingOccurrences(of: old, with: new)
    return try CommandTests.run(["replay", "-"], input: lines.joined(separator: "\n") + "\n")
  }

  @Test(
    "the step and the field are named with both values, and no two lines are equal",
    arguments: [
      ("\"action\":\"timeout\"", "\"action\":\"heartbeat\"", "action", "heartbeat", "timeout"),
      ("\"role\":\"candidate\"", "\"role\":\"leader\"", "role", "leader", "candidate"),
      ("\"prevLogIndex\":0", "\"prevLogIndex\":1", "prevLogIndex of the sent message 1", "1", "0"),
    ])
  func fields(_ old: String, _ new: String, _ field: String, _ recorded: String, _ now: String) throws {
    let outcome = try Self.replay(old, new)
    #expect(outcome.status == 2, "\(outcome)")
    #expect(outcome.output.contains("no longer the same run: it diverges at step "))
    #expect(outcome.output.contains("  \(field):\n    recorded:  \(recorded)\n    now:       \(now)\n"), "\(outcome)")
    let values = outcome.output.matches(of: /recorded:  (.*)\n *now:       (.*)\n/)
    #expect(values.allSatisfy { $0.1 != $0.2 })
  }

  @Test("a run with another seed diverges")
  func otherSeed() throws {
    let trace = try Self.recording().joined(separator: "\n") + "\n"
    let other = trace.replacingOccurrences(of: "\"seed\":3", with: "\"seed\":4")
    let outcome = try CommandTests.run(["replay", "-"], input: other)
    #expect(outcome.status == 2 && outcome.output.contains("it diverges at step"), "\(outcome)")
  }

  @Test("a run that diverges and breaks something is violated, with 1")
  func violated() throws {
    let run = ["replay", "4", "--defect", "vote-index-beyond-commit", "--trace", "-"]
    let trace = try CommandTests.run(run).output
    let first = try #require(trace.firstMatch(of: /"time":(\d+),"action":"timeout"/))
    let time = try #require(Int(first.1)) + 1
    let other = trace.replacingCharacters(in: first.range, with: "\"time\":\(time),\"action\":\"timeout\"")
    let outcome = try CommandTests.run(["replay", "-"], input: other)
    #expect(
      outcome.status == 1 && outcome.output.contains("violated, no longer the same run: it diverges"), "\(outcome)")
  }

  @Test("a recording that has more steps than the run is reported with what the run breaks")
  func longer() throws {
    // As another program may write it, without the number of events.
    let trace = try CommandTests.run(["replay", "4", "--defect", "vote-index-beyond-commit", "--trace", "-"]).output
      .replacing(/,"events":\d+/, with: "")
    let last = try #require(trace.matches(of: /"seq":(\d+),"time":(\d+)/).last)
    let next = try #require(Int(last.1)) + 1
    let more = #"{"seq":\#(next),"time":\#(last.2),"action":"pause","server":1}"#
    let outcome = try CommandTests.run(["replay", "-"], input: trace + more + "\n")
    let line = "violated, no longer the same run: the run ends before step \(next): recorded"
    #expect(outcome.status == 1 && outcome.output.contains(line), "\(outcome)")
  }

  @Test("a recording whose end cannot be read is not repeated, whatever the run violates")
  func unreadable() throws {
    let run = ["replay", "4", "--defect", "vote-index-beyond-commit", "--trace", "-"]
    let outcome = try CommandTests.run(["replay", "-"], input: String(try CommandTests.run(run).output.dropLast(9000)))
    let line = "violated, no longer the same run: the rest of the recorded trace cannot be read\n"
    #expect(outcome.status == 1 && outcome.output.hasSuffix(line) && outcome.errors.contains("cut off"), "\(outcome)")
  }

  @Test("control characters of a scenario in a header are escaped")
  func scenarioText() throws {
    let scenario = #"\u001b[31mRED\u0000"#
    let trace = #"{"raftsim":"trace","version":2,"servers":1,"scenario":"\#(scenario)"}"# + "\n"
    let outcome = try CommandTests.run(["replay", "-"], input: trace)
    #expect(outcome.status == 64 && outcome.errors.contains(#"'\x1b[31mRED\x00'"#), "\(outcome)")
    #expect(!outcome.errors.contains("\u{1b}") && !outcome.errors.contains("\0"))
  }

  @Test("every part of an event that a digest or a comparison covers is a field")
  func completeness() {
    var event = TraceEvent()
    (event.action, event.server, event.logKept) = (.receive, 1, 3)
    event.appended = [TraceEntry(term: 2, command: 9)]
    event.message.kind = .appendReply
    event.sent.append { $0.kind = .voteRequest }
    let changes: [(inout TraceEvent) -> Void] = [
      { $0.time = 5 }, { $0.server = 2 }, { $0.state.term = 1 }, { $0.state.vote = 0 }, { $0.state.role = .leader },
      { $0.state.commit = 4 }, { $0.logKept = 2 }, { $0.appended = [] },
      { $0.appended[0] = TraceEntry(term: 3, command: 9) },
      { $0.appended[0] = TraceEntry(term: 2, command: 8) }, { $0.message.from = 2 }, { $0.message.to = 2 },
      { $0.message.term = 7 }, { $0.message.kind = .appendRequest }, { $0.sent.append { $0.kind = .voteReply } },
      { $0.sent[0].term = 3 }, { $0.action = .timeout },
    ]
    let fields = EventFields(event, hasSent: true)
    #expect(fields.firstDifference(from: fields) == nil)
    for (number, change) in changes.enumerated() {
      var other = event
      change(&other)
      let difference = fields.firstDifference(from: EventFields(other, hasSent: true))
      #expect(difference != nil && difference?.value != difference?.other, "change \(number)")
    }
  }
}

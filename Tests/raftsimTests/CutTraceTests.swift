import Foundation
import Testing

@Suite("Traces that are cut at the end of a line")
struct CutTraceTests {
  /// The first lines of a recorded trace that breaks CommittedOnMajority.
  private static func trace(lines: Int) throws -> String {
    let whole = try String(contentsOfFile: "traces/defects/quorum-of-even-cluster.ndjson", encoding: .utf8)
    return whole.split(separator: "\n").prefix(lines).joined(separator: "\n") + "\n"
  }

  @Test("check says that no step breaks what the header names, and is inconclusive")
  func cut() throws {
    let cut = try CommandTests.raftsim("check", "-", input: Self.trace(lines: 8))
    #expect(cut.status == 2)
    #expect(cut.output.contains("no step does: the trace may be cut"))
    let other = try CommandTests.raftsim("check", "-", "--only", "VoteOnce", input: Self.trace(lines: 8))
    #expect(!other.output.contains("may be cut"))
  }

  /// The first lines of the trace of a run that breaks VotersNotNewer.
  private static func recorded(_ arguments: [String], lines: (Int) -> Int) throws -> String {
    let whole = try CommandTests.run(["replay"] + arguments + ["--trace", "-"]).output
    let all = whole.split(separator: "\n")
    return all.prefix(lines(all.count)).joined(separator: "\n") + "\n"
  }

  private static let violating = ["3", "--defect", "vote-any-log"]

  @Test("a trace that raftsim recorded has the number of its events, and check says where it was cut")
  func counted() throws {
    let whole = try Self.recorded(["5"]) { $0 }
    #expect(try CommandTests.raftsim("check", "-", input: whole).status == 0)
    let lines = whole.split(separator: "\n").count
    let cut = try Self.recorded(["5"]) { $0 - 1 }
    let outcome = try CommandTests.raftsim("check", "-", input: cut)
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("cut short after line \(lines - 1): its header has \"events\":\(lines - 1)"))
    let json = try CommandTests.json(CommandTests.raftsim("check", "-", "--format", "json", input: cut).output)
    #expect(json["missingEvents"] as? Int == 1)
  }

  @Test("a trace with more events than its header counts is refused at the line of the first one")
  func surplus() throws {
    let outcome = try CommandTests.raftsim("check", "-", input: Self.surplus)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(#"-:3: this is event 2, and the header has "events":1"#))
  }

  private static let surplus = """
    {"raftsim":"trace","version":2,"servers":1,"events":1}
    {"seq":1,"time":0,"action":"start","server":0}
    {"seq":2,"time":1,"action":"heartbeat","server":0}

    """

  @Test("replay does not take a cut trace for the recorded run", arguments: [1, 10, 160])
  func replayed(lines: Int) throws {
    let cut = try Self.recorded(Self.violating) { _ in lines }
    let outcome = try CommandTests.raftsim("replay", "-", input: cut)
    #expect(outcome.status == 1 && !outcome.output.contains("as recorded"))
    #expect(outcome.output.contains("the recorded trace is cut short after line \(lines)"))
  }

  @Test("replay does not find in a trace without a count what is not there")
  func replayedWithoutCount() throws {
    let whole = try CommandTests.raftsim("replay", "traces/defects/quorum-of-even-cluster.ndjson")
    #expect(whole.output.hasSuffix("violated, as recorded\n"))
    let outcome = try CommandTests.raftsim("replay", "-", input: Self.trace(lines: 1))
    #expect(outcome.status == 1 && !outcome.output.contains("as recorded"))
    #expect(outcome.output.contains("the recorded trace ends before step 1: now #1"))
  }

  @Test("what is asked of the steps of a cut trace is inconclusive")
  func played() throws {
    let cut = try Self.recorded(Self.violating) { _ in 10 }
    let schedule = try CommandTests.raftsim("replay", "-", "--schedule", input: cut)
    #expect(schedule.status == 2 && schedule.output.contains("the trace is cut short after line 10"))
    let around = try CommandTests.raftsim("explore", "--around", "-", "--depth", "0", "--no-trace", input: cut)
    #expect(around.status == 2 && around.output.contains("the trace is cut short after line 10"))
  }
}

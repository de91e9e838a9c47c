import Foundation
import Testing

@Suite("raftsim replay of a schedule, from outside")
struct ScheduleCommandTests {
  private static let header = #"{"raftsim":"trace","version":1,"servers":3,"scenario":"--servers 3 --no-op 0"}"#

  /// A trace of actions, given without the fields that every event has.
  private static func trace(_ header: String = header, _ actions: String...) -> String {
    let lines = (["\"action\":\"start\",\"server\":0"] + actions).enumerated().map { offset, action in
      "{\"seq\":\(offset + 1),\"time\":0,\(action)}"
    }
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  private static let timeout = #""action":"timeout","server":0"#
  private static let heartbeat = #""action":"heartbeat","server":0"#
  private static let heal = #""action":"heal""#

  private static func recorded(_ name: String) -> String { "traces/\(name).ndjson" }
  private static let broken = recorded("defects/quorum-of-even-cluster")

  @Test("one that applies and breaks nothing passes, with 0")
  func passes() throws {
    let outcome = try CommandTests.raftsim("replay", "-", input: Self.trace(Self.header, Self.heal, Self.timeout))
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("schedule of 3 servers: 2 steps, 0 elections, 0 commits, digest "))
    #expect(outcome.output.hasSuffix("passed, as recorded\n"))
  }

  @Test("one that no longer applies says where and why, with 2")
  func obstacle() throws {
    let trace = Self.trace(Self.header, Self.heal, Self.timeout, Self.heartbeat)
    let outcome = try CommandTests.raftsim("replay", "-", input: trace)
    #expect(outcome.status == 2)
    #expect(outcome.output.hasSuffix("no longer applies at step 4: s0 does not lead, and sends no heartbeats\n"))
    let json = try CommandTests.json(
      CommandTests.raftsim("replay", "-", "--format", "json", input: trace).output)
    #expect(json["result"] as? String == "inconclusive")
    let obstacle = try #require(json["obstacle"] as? [String: Any])
    #expect(obstacle["step"] as? Int == 4)
    #expect(obstacle["reason"] as? String == "s0 does not lead, and sends no heartbeats")
  }

  @Test("one that is violated shows what broke and the last steps, and ends with 1")
  func violated() throws {
    let outcome = try CommandTests.raftsim("replay", Self.broken, "--schedule")
    #expect(outcome.status == 1)
    for words in [
      "VIOLATION  CommittedOnMajority", "  schedule of 4 servers, defect quorum-of-even-cluster\n",
      "in term 1: vote granted → leader of term 1",
      "  the scenario in the header of the trace:\n    --servers 4",
      "/raftsim replay \(Self.broken) --schedule",
    ] {
      #expect(outcome.output.contains(words))
    }
    #expect(outcome.output.hasSuffix("of the schedule, as recorded\n"))
    #expect(!outcome.output.contains(" at 0."), "there is no time")
  }

  @Test("a trace without steps is rejected in one line")
  func empty() throws {
    let file = try CommandTests.raftsim("replay", "-", input: Self.header + "\n")
    #expect(file.status == 64)
    #expect(file.errors.hasPrefix("raftsim replay: - has no steps after its header; a schedule must have at least one"))
    #expect(file.errors.split(separator: "\n").count == 1 && file.output.isEmpty)
    let around = try CommandTests.raftsim("explore", "--around", "-", input: Self.header + "\n")
    #expect(around.status == 64 && around.errors.contains("has no steps after its header"))
  }

  @Test("the checks can be chosen")
  func checks() throws {
    let other = try CommandTests.raftsim("replay", Self.broken, "--schedule", "--only", "Conformance")
    #expect(other.status == 1)
    #expect(other.output.contains("--schedule --only Conformance\n"))
    #expect(!other.output.contains("recorded"), "the invariant that the recorded run broke was not looked at")
    let none = try CommandTests.raftsim("replay", Self.broken, "--schedule", "--only", "VoteOnce")
    #expect(none.status == 0)
    #expect(none.output.hasSuffix("\npassed\n"))
  }

  @Test("a verdict other than the recorded one is reported")
  func comparison() throws {
    let header = #"{"raftsim":"trace","version":1,"servers":3,"violates":"VoteOnce"}"#
    let outcome = try CommandTests.raftsim("replay", "-", input: Self.trace(header, Self.timeout))
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no scenario in the header: no-op, batch and window have their defaults"))
    #expect(outcome.output.hasSuffix("passed, where the recorded run violated VoteOnce\n"))
  }

  @Test("the scenario's no-op, batch and window are those of the servers")
  func configuration() throws {
    let timeout = #""action":"timeout","server":0"#
    let alone = #"{"raftsim":"trace","version":1,"servers":1,"scenario":"--no-op 0"}"#
    let usual = #"{"raftsim":"trace","version":1,"servers":1}"#
    #expect(try CommandTests.raftsim("replay", "-", input: Self.trace(alone, timeout)).output.contains(" 0 commits"))
    #expect(try CommandTests.raftsim("replay", "-", input: Self.trace(usual, timeout)).output.contains(" 1 commit, "))
  }

  @Test("its steps can be printed and recorded; what is recorded has no seed, and is a schedule that comes to the same")
  func records() throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let first = try CommandTests.raftsim("replay", Self.broken, "--schedule", "--verbose", "--trace", file.path)
    #expect(first.output.hasPrefix("#1  s0 starts → follower of term 0"))
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(!text.contains("\"seed\""))
    let events = text.split(separator: "\n").count - 1
    let end = "\"violates\":\"CommittedOnMajority\",\"sent\":true,\"core\":\"RaftCore\",\"events\":\(events)}"
    #expect(text.contains(end))
    #expect(try CommandTests.raftsim("check", file.path).status == 1)
    let again = try CommandTests.raftsim("replay", file.path)
    #expect(again.status == 1)
    let digest = try #require(text.isEmpty ? nil : first.output.firstRange(of: "digest "))
    #expect(again.output.contains(first.output[digest.lowerBound...].prefix(23)))
    let streamed = try CommandTests.raftsim("replay", file.path, "--trace", "-")
    #expect(streamed.output == text)
    #expect(streamed.errors.contains("as recorded"))
    #expect(try CommandTests.raftsim("replay", file.path, "--trace", file.path).status == 64)
  }

  @Test("a request without a known client is one of nobody's")
  func client() throws {
    let request = #""action":"request","server":0,"client":{"command":7}"#
    let outcome = try CommandTests.raftsim("replay", "-", "--verbose", input: Self.trace(Self.header, request))
    #expect(outcome.output.contains("s0 receives the request for command 7 →"))
  }

  @Test(
    "what only time or a host could break is not called passed",
    arguments: [
      ("late-timer-dropped", "Progress is not checked in a schedule"), ("read-anywhere", "a defect of hosts"),
    ])
  func handicap(_ defect: String, _ reason: String) throws {
    let outcome = try CommandTests.raftsim("replay", "traces/hosts/\(defect).ndjson", "--schedule")
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("inconclusive: "))
    #expect(outcome.output.contains(reason))
  }

  @Test(
    "what cannot be played is named in one line, and ends with 64",
    arguments: [
      (#"{"raftsim":"trace","version":1,"servers":3,"defect":"vote-any-lag"}"#, "'vote-any-lag'"),
      (#"{"raftsim":"trace","version":1,"servers":3,"scenario":"--lost 1"}"#, "--lost"),
      (#"{"raftsim":"trace","version":1,"servers":10}"#, "servers"), ("", "empty"),
      (header + "\n" + #"{"seq":1,"time":0,"action":"timeout","server":0}"#, "-:2:"),
    ])
  func unusable(_ trace: String, _ word: String) throws {
    let outcome = try CommandTests.raftsim("replay", "-", input: trace)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(word))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test(
    "options that do not go together are named",
    arguments: [
      (["replay", "17", "--schedule"], "--trace"), (["replay", broken, "--schedule", "--loss", "0.1"], "--loss"),
      (["replay", broken, "--only", "VoteOnce"], "--schedule"),
      (["replay", broken, "--schedule", "--only", "Progress"], "a schedule has no time"),
    ])
  func usage(_ arguments: [String], _ word: String) throws {
    let outcome = try CommandTests.run(arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(word))
    #expect(outcome.output.isEmpty)
  }
}

import Foundation
import Testing

@Suite("Traces with what the specification does not have") struct BeyondSpecificationTests {
  /// A trace of three servers that have started; the events are given without number and time.
  private static func trace(_ events: [String]) -> String {
    let starts = (0..<3).map { #""action":"start","server":\#($0)"# }
    let lines = (starts + events).enumerated().map { "{\"seq\":\($0 + 1),\"time\":9,\($1)}" }
    let header = #"{"raftsim":"trace","version":2,"servers":3,"sent":true}"#
    return ([header] + lines).joined(separator: "\n") + "\n"
  }

  private static let timeout =
    #""action":"timeout","server":0,"term":1,"vote":0,"role":"candidate","sent":[{"kind":"voteRequest","to":1,"lastLogIndex":0,"lastLogTerm":0}]"#
  private static let vote =
    #""action":"receive","server":1,"message":{"kind":"voteRequest","from":0,"to":1,"term":1,"lastLogIndex":0,"lastLogTerm":0},"term":1,"vote":0,"sent":[{"kind":"voteReply","to":0,"granted":true}]"#
  private static let lead =
    #""action":"receive","server":0,"message":{"kind":"voteReply","from":1,"to":0,"term":1,"granted":true},"role":"leader""#
  private static let elected = [timeout, vote, lead]

  private static let ask =
    #""action":"timeout","server":2,"role":"preCandidate","sent":[{"kind":"preVoteRequest","to":1,"nextTerm":2,"lastLogIndex":0,"lastLogTerm":0}]"#
  private static let beyond: [(String, String)] = [
    (ask, #"no role "preCandidate""#),
    (
      #""action":"heartbeat","server":0,"sent":[{"kind":"timeoutNow","to":2}]"#, #"no message "timeoutNow""#
    ),
    (
      #""action":"lose","message":{"kind":"other","from":0,"to":2,"term":1,"name":"lease","data":""}"#,
      #"no message "other""#
    ),
    (
      #""action":"request","server":0,"client":{"command":5},"log":{"kept":0,"appended":[[1,"configuration",5]]}"#,
      #"no entry "configuration""#
    ),
  ]

  @Test("check judges all but Conformance to the end, and says where that ended", arguments: beyond)
  func judged(_ event: String, _ reason: String) throws {
    let trace = Self.trace(Self.elected + [event])
    let check = try CommandTests.raftsim("check", "-", input: trace)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    #expect(check.output.contains("(Conformance checked only before step 7: the specification has \(reason))"))
    let named = try CommandTests.raftsim("check", "-", "--only", "Conformance", input: trace)
    #expect(named.status == 2)
    #expect(named.output.contains("inconclusive, Conformance cannot be checked to the end"))
    let other = #""action":"restart","server":1,"vote":2,"role":"follower""#
    let broken = try CommandTests.raftsim("check", "-", input: Self.trace(Self.elected + [event, other]))
    #expect(broken.status == 1)
    #expect(broken.output.contains("VoteOnce"))
    #expect(!broken.output.contains("VIOLATION  Conformance"))
  }

  @Test("what deviates before that is a violation")
  func before() throws {
    let wrong = #""action":"heartbeat","server":2"#
    let check = try CommandTests.raftsim("check", "-", input: Self.trace(Self.elected + [wrong, Self.ask]))
    #expect(check.status == 1)
    #expect(check.output.contains("VIOLATION  Conformance"))
  }

  @Test("a TLA+ module of it is refused in one line", arguments: beyond)
  func module(_ event: String, _ reason: String) throws {
    let trace = Self.trace(Self.elected + [event])
    let check = try CommandTests.raftsim("check", "-", "--tla", "-", input: trace)
    // TLC judges entries by their terms and values: a configuration is one of them.
    guard !reason.contains("entry") else { return #expect(check.status == 0) }
    #expect(check.status == 64)
    #expect(check.errors.hasPrefix("raftsim check: -:8: event 7 has "))
    #expect(check.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "a pre-vote or a leader's wish lets a server start an election in the step that takes the message",
    arguments: [
      #"{"kind":"preVoteReply","from":1,"to":2,"term":1,"nextTerm":2,"granted":true}"#,
      #"{"kind":"timeoutNow","from":1,"to":2,"term":1}"#,
    ])
  func asked(_ message: String) throws {
    let candidate = #""action":"receive","server":2,"message":"# + message + #","term":2,"vote":2,"role":"candidate""#
    let right = try CommandTests.raftsim("check", "-", input: Self.trace(Self.elected + [candidate]))
    #expect(right.status == 0, "\(right.output)")
    let far = candidate.replacingOccurrences(of: #""term":2,"vote""#, with: #""term":3,"vote""#)
    let wrong = try CommandTests.raftsim("check", "-", input: Self.trace(Self.elected + [far]))
    #expect(wrong.status == 1)
    #expect(wrong.output.contains("VIOLATION  PermittedRoleChanges"))
  }

  @Test("ticks, reads and compactions conform, and TLC gets those that are steps of the specification")
  func coreTimers() throws {
    let tick = Self.timeout.replacingOccurrences(of: "timeout", with: "tick")
    let idle = [
      #""action":"tick","server":1"#, #""action":"read","server":0,"client":{"command":9}"#,
      #""action":"compact","server":0,"base":[0,0]"#,
    ]
    let beat =
      #""action":"tick","server":0,"sent":[{"kind":"appendRequest","to":1,"prevLogIndex":0,"prevLogTerm":0,"leaderCommit":0,"entries":[]}]"#
    let trace = Self.trace([tick, Self.vote, Self.lead] + idle + [beat])
    #expect(try CommandTests.raftsim("check", "-", input: trace).status == 0)
    let module = try CommandTests.raftsim("check", "-", "--tla", "-", input: trace)
    #expect(module.status == 0)
    #expect(module.output.contains(#"[seq |-> 4, action |-> "timeout""#))
    #expect(module.output.contains(#"[seq |-> 10, action |-> "heartbeat""#))
    for seq in 7...9 { #expect(!module.output.contains("seq |-> \(seq),")) }
    let wrong = #""action":"tick","server":1,"commit":1"#
    let check = try CommandTests.raftsim("check", "-", input: Self.trace([wrong]))
    #expect(check.output.contains("VIOLATION  Conformance"))
    let sends =
      idle[1]
      + #","sent":[{"kind":"appendRequest","to":1,"prevLogIndex":0,"prevLogTerm":0,"leaderCommit":0,"entries":[]}]"#
    let refused = try CommandTests.raftsim("check", "-", "--tla", "-", input: Self.trace(Self.elected + [sends]))
    #expect(refused.status == 64)
    #expect(refused.errors.contains("-:8: event 7 is a \"read\"; the specification has no such step"))
  }
}

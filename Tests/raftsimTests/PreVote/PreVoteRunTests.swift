import Diagnosis
import Foundation
import ModelChecker
import RaftCore
import Reporting
import Simulator
import Testing
import TraceChecker

@testable import Commands

@Suite("Runs of a core with messages that the specification lacks")
struct PreVoteRunTests {
  private static func run(_ seed: UInt64, _ rules: PreVoteServer.Rules = PreVoteServer.Rules()) -> RunResult {
    var plan = RunPlan(seed: seed, scenario: Scenario(swarm: seed))
    plan.core = .preVote(rules)
    return plan.run()
  }

  @Test("a correct core is accepted, and the result says where Conformance ended")
  func accepted() throws {
    var elections = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let result = Self.run(seed)
      #expect(result.violations.map { EvidenceText.text($0.evidence) } == [], "seed \(seed)")
      elections += result.statistics.elections
      guard result.plan.scenario.servers > 1, result.statistics.steps > 100 else { continue }
      let end = try #require(result.conformanceEnd)
      #expect(end.reason == .message(.preVoteRequest))
      #expect("\(end.reason)" == #"no message "preVoteRequest""#)
    }
    #expect(elections > 100)
  }

  @Test("a deviation before that is a violation of Conformance, and the result has no end of it")
  func before() throws {
    var rules = PreVoteServer.Rules()
    rules.server.voteOfCandidate = { _ in nil }
    rules.firstTerm = 1
    let result = Self.run(1, rules)
    #expect(result.violations.map(\.invariant).contains(Conformance.name))
    #expect(result.conformanceEnd == nil)
  }

  @Test("a violation of another invariant after that is found")
  func after() {
    var rules = PreVoteServer.Rules()
    rules.server.isVoteFree = { _, _ in true }
    let results = (1...50 as ClosedRange<UInt64>).lazy.map { Self.run($0, rules) }
    let broken = results.first { !$0.violations.isEmpty }
    #expect(broken?.violations.first?.invariant == VoteOnce.name)
    #expect(broken?.conformanceEnd != nil)
  }

  @Test("a run is written as a schedule in text, with its kinds of messages, and plays the same steps")
  func text() throws {
    var plan = RunPlan(seed: 1, scenario: Scenario())
    plan.core = .preVote(PreVoteServer.Rules())
    var schedule = Schedule(configuration: plan.scenario.configuration)
    schedule.core = plan.core
    _ = plan.run(checks: [], record: { schedule.append(recorded: $0) })
    schedule.actions = Array(schedule.actions.prefix(200))
    let text = ScheduleText(schedule).text()
    #expect(text.contains("receives PreVoteReply from s"))
    let again = try ScheduleText(parsing: Array(text.utf8), name: "text")
    #expect(again.core == plan.core.name)
    let (before, now) = (schedule.play(checks: []), again.schedule(core: plan.core).play(checks: []))
    #expect(before.verdict == .passed && before.elections > 0)
    #expect(now.digest == before.digest)
  }

  @Test("an exploration does not count steps that Conformance could not judge")
  func exploration() {
    var cluster = BoundedCluster()
    (cluster.servers, cluster.maxTerm, cluster.maxLog) = (2, 1, 1)
    cluster.core = .preVote()
    let search = ClusterSearch(cluster)
    let result = search.explore(ClusterSearch.Limits()).result
    #expect(result.stopReason == .complete)
    let judged = Dictionary(uniqueKeysWithValues: zip(search.properties.map(\.name), result.judged))
    #expect(judged[Conformance.name]! > 0)
    #expect(judged[Conformance.name]! < result.generated)
    #expect(judged["LeaderElected"]! > 0)
  }
}

@Suite("What commands report of a core with messages that the specification lacks")
struct PreVoteReportTests {
  private static func raftsim(_ arguments: [String]) -> (code: ExitCode, output: String) {
    let (output, errors) = (Capture(), Capture())
    let console = Console(output: output.stream, errors: errors.stream, environment: [:])
    let usual = arguments[0] == "explore" ? ["--servers", "2"] : ["--calm", "--servers", "3"]
    let code = Program.raftsim.run((arguments + usual).map { RawText($0) }, console, core: .preVote())
    return (code, errors.text() + output.text())
  }

  private static func extent(_ step: Int) -> String {
    "before step \(step): the specification has no message \"preVoteRequest\""
  }

  @Test("fuzz says in how many runs Conformance ended, and why in the first")
  func fuzz() {
    let (code, output) = Self.raftsim(["fuzz", "--seed", "5", "--runs", "3"])
    #expect(code == .ok)
    let line = "Conformance not checked to the end in 3 of 3 runs; with seed 5 only \(Self.extent(14))\n"
    #expect(output.contains(line))
    #expect(output.contains("no violation\n3 runs without a failure: with 95 % confidence, "))
  }

  @Test("explore says in how many steps Conformance was not judged, and is inconclusive if it was asked for by name")
  func explore() {
    let bounds = ["explore", "--max-term", "1", "--max-log", "1"]
    let (code, output) = Self.raftsim(bounds)
    #expect(code == .ok && output.contains("(Conformance not checked in "))
    let (named, reason) = Self.raftsim(bounds + ["--only", "Conformance"])
    #expect(named == .inconclusive && reason.contains("inconclusive, Conformance cannot be checked in each step"))
  }

  @Test("replay says where Conformance ended")
  func replay() {
    let (code, output) = Self.raftsim(["replay", "5"])
    #expect(code == .ok)
    #expect(output.hasSuffix("passed (Conformance checked only \(Self.extent(14)))\n"))
  }

  @Test(
    "Conformance that is asked for by name is inconclusive",
    arguments: [["fuzz", "--runs", "1", "--seed"], ["replay"]])
  func named(_ command: [String]) {
    let (code, output) = Self.raftsim(command + ["5", "--only", "Conformance"])
    #expect(code == .inconclusive)
    #expect(output.contains("inconclusive, Conformance cannot be checked to the end"))
  }

  @Test("a schedule of such a run is accepted, and the report says where Conformance ended")
  func schedule() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).ndjson").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(Self.raftsim(["replay", "5", "--trace", path]).code == .ok)
    let (output, errors) = (Capture(), Capture())
    let console = Console(output: output.stream, errors: errors.stream, environment: [:])
    let code = Program.raftsim.run(["replay", RawText(path), "--schedule"], console, core: .preVote())
    let text = output.text()
    #expect(code == .ok, "\(text)\(errors.text())")
    #expect(text.hasSuffix("passed, as recorded (Conformance checked only \(Self.extent(12)))\n"))
  }
}

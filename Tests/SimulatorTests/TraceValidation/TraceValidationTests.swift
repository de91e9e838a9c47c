import Foundation
import GoldenData
import Simulator
import Testing

@testable import TraceChecker

@Suite("TLC and the Swift checker say the same of every trace", .serialized)
struct TraceValidationTests {
  @Test(
    "correct runs, planted defects, and traces with one thing changed",
    .enabled(if: TLC.isAsked, Comment(rawValue: TLC.reasonNotToAsk ?? "")))
  func agree() throws {
    let tlc = try TLC.found.get()
    var comparisons: [Comparison] = []
    for servers in [4, 3, 5] {
      var comparison = try Self.runs(servers)
      if servers != 4 { try Self.changes(servers, &comparison) }
      // One is prepared while TLC is at work on another.
      try comparison.start(tlc)
      comparisons.append(comparison)
    }
    var tally = Tally()
    for comparison in comparisons { try comparison.finish(&tally) }
    print(tally.table)
    #expect(tally.acceptedByBoth >= 50 && tally.rejectedByBoth >= 500)
  }

  /// Correct runs, with and without a recorded state, and those of the defects that need so many servers.
  private static func runs(_ servers: Int) throws -> Comparison {
    let base = try correct(servers, seed: 1)
    var comparison = try Comparison(base)
    try comparison.add(try #require(base.afterTerms(7)), kind: "correct run after a recorded state")
    for seed in UInt64(2)...3 { try comparison.add(correct(servers, seed: seed), kind: "correct run") }
    let deviating = Defect.all.filter { $0.breaks.contains(Conformance.name) && Scenario.stormy($0).servers == servers }
    for defect in deviating {
      let known = ValidationCase.lines.values.first { $0.defect.name == defect.name }
      try comparison.add(
        Recording(of: try #require(known, "a seed is known for \(defect.name)")), kind: defect.name)
    }
    return comparison
  }

  private static func changes(_ servers: Int, _ comparison: inout Comparison) throws {
    for (number, change) in Change.all.enumerated() {
      try comparison.add(change, number: 1_000 * servers + number, places: 2)
    }
  }

  private static func correct(_ servers: Int, seed: UInt64) throws -> Recording {
    let plan = RunPlan(seed: seed, scenario: .stormy(servers: servers))
    return try Recording(running: plan, "correct run \(seed) of \(servers) servers", steps: 340)
  }

  @Test(
    "the time that each takes for one trace", .enabled(if: TLC.isAsked, Comment(rawValue: TLC.reasonNotToAsk ?? "")),
    arguments: [500, 1_500])
  func time(steps: Int) throws {
    let tlc = try TLC.found.get()
    var scenario = Scenario.stormy(servers: 5)
    scenario.think = 5_000
    let recording = try Recording(running: RunPlan(seed: 7, scenario: scenario), "a run", steps: steps)
    var module = try TraceModule(header: recording.header, file: recording.name)
    for event in recording.events { try module.write(event, line: event.sequence + 1) }
    let verdicts = try tlc.start(module.finish()).finish()
    #expect(verdicts.accepted == [0])
    let speed = Int(try Self.eventsASecond(recording))
    let release = try ReleaseBuild.eventsASecond().map { ", release build \(Int($0)) events/s" } ?? ""
    print(
      "\(recording.events.count) events: TLC \((verdicts.seconds * 10).rounded() / 10) s; reading and checking in Swift: "
        + "\(Self.build) build \(speed) events/s\(release)")
  }

  /// As `raftsim check` does: the JSON is read, and all invariants are checked.
  private static func eventsASecond(_ recording: Recording) throws -> Double {
    let began = ContinuousClock.now
    var (events, elapsed) = (0, Duration.zero)
    while elapsed < .milliseconds(300) {
      var reader = try TraceReader(bytes: recording.bytes, name: recording.name)
      var checker = Checker(servers: reader.header.servers, recordsSent: true)
      var event = TraceEvent()
      while try reader.next(into: &event) { checker.observe(event) }
      #expect(checker.violations.isEmpty)
      events += recording.events.count
      elapsed = ContinuousClock.now - began
    }
    return Double(events) / (elapsed / .seconds(1))
  }

  private static var build: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }
}

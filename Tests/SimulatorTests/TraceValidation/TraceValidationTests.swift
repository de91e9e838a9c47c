import Foundation
import Simulator
import Testing

@testable import TraceChecker

@Suite("TLC and the Swift checker say the same of every trace", .serialized)
struct TraceValidationTests {
  /// Seeds of `Scenario.stormy` with which each defect shows itself early.
  static let seeds: [String: UInt64] = [
    "vote-index-beyond-commit": 1, "vote-any-log": 1, "vote-length-first": 36, "vote-stale-grant": 861,
    "vote-componentwise": 36,
    "vote-repeat-refused": 6, "vote-count-duplicates": 2, "vote-reply-next-term": 1, "vote-reply-wrong-term": 1,
    "vote-cleared-by-leader-message": 1, "vote-cleared-by-step-down": 1, "vote-self-unrecorded": 1, "term-regresses": 3,
    "leader-keeps-leading": 1, "append-truncates-always": 2, "append-truncates-on-heartbeat": 1,
    "append-overwrites-keeps-tail": 1, "append-prev-term-unchecked": 7, "ack-own-last-index": 1,
    "append-stale-term-accepted": 3, "entries-restamped": 1, "entries-restamped-from-old-leader": 1,
    "conflict-by-index-only": 7, "ack-from-old-leadership": 34, "match-assigned": 1, "stale-nack-below-match": 1,
    "match-kept-across-elections": 1, "commit-old-term-by-counting": 1, "follower-commit-to-last-index": 181,
    "follower-commit-unbounded": 1, "quorum-of-even-cluster": 1, "commit-index-falls": 1, "truncation-forgotten": 343,
    "grant-before-durable": 1, "ack-before-sync": 4, "self-vote-before-durable": 1, "leader-counts-unsynced": 23,
    "learnt-term-not-durable": 2, "sync-covers-later-writes": 10, "goes-on-after-failed-write": 1,
    "term-and-vote-two-writes": 2, "append-truncate-then-append-unatomic": 292, "index-before-entry": 3,
    "checksum-unverified": 1, "identity-survives-disk": 1, "vote-repeated-request-granted": 24,
    "append-truncates-from-start": 2, "append-last-term-unchecked": 7, "term-of-last-entry-cached": 1,
    "failed-read-sent-as-start": 1, "deposed-leader-answers-committed": 38,
  ]

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

  /// Correct runs, with and without a past, and those of the defects that need so many servers.
  private static func runs(_ servers: Int) throws -> Comparison {
    let base = try correct(servers, seed: 1)
    var comparison = try Comparison(base)
    try comparison.add(try #require(base.afterTerms(7)), kind: "correct run after a past")
    for seed in UInt64(2)...3 { try comparison.add(correct(servers, seed: seed), kind: "correct run") }
    let deviating = Defect.all.filter { $0.breaks.contains(Conformance.name) && Scenario.stormy($0).servers == servers }
    for defect in deviating {
      let seed = try #require(seeds[defect.name], "a seed is known for \(defect.name)")
      try comparison.add(Recording(of: defect, seed: seed), kind: defect.name)
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
    for event in recording.events { try module.write(event) }
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
      var checker = Checker(servers: reader.header.servers, tellsSent: true)
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

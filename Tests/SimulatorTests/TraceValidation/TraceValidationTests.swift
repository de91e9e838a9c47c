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
    #expect(tally.acceptedByBoth >= 50 && tally.rejectedByBoth >= 500, "\(tally.table)")
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
}

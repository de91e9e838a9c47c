import Reporting
import Simulator
import Testing
import TraceChecker

@testable import Commands

@Suite("Failures of a campaign by kind")
struct FailureKindTests {
  /// Seeds 1 to 60 with a defect that breaks several properties.
  private static let summary = {
    var campaign = Campaign(firstSeed: 1, runs: 60, jobs: 2)
    campaign.keepsGoing = true
    return campaign.run { RunPlan(seed: $0, scenario: Scenario(swarm: $0), defect: Defect.named("vote-any-log")) }
  }()

  private static var text: String {
    CampaignReport(summary, of: Campaign(firstSeed: 1, runs: 60, jobs: 2), elapsed: 1).text(.plain)
  }

  @Test("each failure is counted in one kind, of which the one with the fewest steps is kept")
  func kinds() {
    let (summary, kinds) = (Self.summary, Self.summary.failureKinds)
    #expect(kinds.count > 1 && kinds.reduce(0) { $0 + $1.count } == summary.failureCount)
    for kind in kinds {
      let same = summary.failures.filter {
        $0.violations[0].invariant == kind.property && $0.violations[0].fingerprint == kind.fingerprint
      }
      #expect(same.count == kind.count)
      #expect(same.map(\.violations[0].step).min() == kind.shortest.violations[0].step)
      #expect(same.contains { $0.plan.seed == kind.shortest.plan.seed })
    }
  }

  @Test("the report shows each kind once, the most frequent first, with its count")
  func report() {
    let seeds = Self.text.matches(of: /replay:  raftsim replay (\d+)/).map { UInt64($0.1) }
    let counts = Self.text.matches(of: /failures of this kind:  (\d+) runs?/).compactMap { Int($0.1) }
    #expect(counts == counts.sorted(by: >) && counts.count == min(10, Self.summary.failureKinds.count))
    #expect(Set(seeds).isSubset(of: Self.summary.failureKinds.map(\.shortest.plan.seed)) && seeds.count == counts.count)
  }

  @Test("a single failure has no count of its kind")
  func single() {
    let campaign = Campaign(firstSeed: 1, runs: 60, jobs: 2)
    let summary = campaign.run {
      RunPlan(seed: $0, scenario: Scenario(swarm: $0), defect: Defect.named("vote-any-log"))
    }
    #expect(summary.failureCount == 1)
    #expect(!CampaignReport(summary, of: campaign, elapsed: 1).text(.plain).contains("of this kind"))
  }

  @Test("the scenario comes after the steps, with a line for each fault that is on and the options of the run")
  func scenario() throws {
    let result = try #require(Self.summary.failures.first)
    let report = FailureReport(result, checks: Checker.allChecks, command: "again").text(.plain)
    let steps = try #require(report.firstRange(of: "the last steps")).lowerBound
    let scenario = report[
      try #require(report.firstRange(of: "the scenario, with each fault that is on:")).upperBound...]
    #expect(steps < scenario.startIndex)
    for fault in Fault.all {
      let hasLine = scenario.contains("\n    \(fault.name)  ") || scenario.contains("\n    \(fault.name)\n")
      #expect(hasLine == fault.isOn(in: result.plan.scenario), "\(fault.name)")
    }
    let options = scenario.matches(of: /--[a-z-]+ [^\s]+/).map { String($0.output) }
    #expect(options.sorted() == result.plan.scenario.options.map { "--\($0.name) \($0.value)" }.sorted())
    #expect(scenario.split(separator: "\n").allSatisfy { $0.count <= 110 })
  }
}

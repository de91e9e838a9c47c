import Reporting
import Simulator
import Testing

@testable import Commands

@Suite("Reports of campaigns of few runs")
struct SmallCampaignTests {
  private static func report(_ summary: CampaignSummary, isInterrupted: Bool) -> CampaignReport {
    CampaignReport(
      summary, of: Campaign(firstSeed: 5, runs: 1, jobs: 1), elapsed: 1, wasInterrupted: isInterrupted)
  }

  @Test("a campaign without runs is reported in one line")
  func none() {
    let summary = Campaign(firstSeed: 5, runs: 0, jobs: 1).run { RunPlan(seed: $0, scenario: Scenario()) }
    let interrupted = Self.report(summary, isInterrupted: true)
    #expect(interrupted.text(Style(isOn: false)) == "interrupted before the first run was completed\n")
    #expect(interrupted.exitCode == .interrupted && interrupted.json.text.contains(#""vacuous":[]"#))
    let late = Self.report(summary, isInterrupted: false)
    #expect(late.text(Style(isOn: false)) == "inconclusive, no run was completed\n")
    #expect(late.exitCode == .inconclusive)
  }

  @Test("a campaign of one run is reported in the singular")
  func one() {
    let summary = Campaign(firstSeed: 5, runs: 1, jobs: 1).run { RunPlan(seed: $0, scenario: Scenario()) }
    let text = Self.report(summary, isInterrupted: false).text(Style(isOn: false))
    #expect(text.contains("1 run, seed 5, digest "))
    #expect(text.contains("receiver down"))
    #expect(!text.contains("1 runs"))
  }

  @Test("a mean time of recovery is reported only if a cluster recovered", arguments: [false, true])
  func recovery(_ recovers: Bool) {
    let summary = Campaign(firstSeed: 5, runs: 1, jobs: 1).run { seed in
      var scenario = Scenario()
      if !recovers { scenario.electionSpread = 0 }
      return RunPlan(seed: seed, scenario: scenario)
    }
    let text = Self.report(summary, isInterrupted: false).text(Style(isOn: false))
    #expect(summary.statistics.progress.recovered == (recovers ? 1 : 0))
    #expect(text.contains("on average") == recovers)
  }

  @Test("a count of one has its noun in the singular, any other in the plural")
  func nouns() {
    #expect([0, 1, 2, 1_000].map { Readable.count($0, "run") } == ["0 runs", "1 run", "2 runs", "1,000 runs"])
  }
}

import Reporting
import Testing

@testable import Commands

@Suite("The status line of a campaign")
struct CampaignProgressTests {
  private static func line(_ extent: CampaignExtent, _ runs: Int, _ violations: Int, after elapsed: Int) -> String {
    extent.parts(runs, violations, after: elapsed).joined(separator: ", ")
  }

  @Test("violations come first, then runs, the time, the time left and the rate")
  func parts() {
    let extent = CampaignExtent(runs: 10_000, time: nil)
    #expect(
      Self.line(extent, 1_000, 0, after: 2_000_000)
        == "0 violations, 1,000/10,000 runs, 2.00 s, 18.0 s left, 500 runs/s")
    #expect(Self.line(extent, 0, 0, after: 0) == "0 violations, 0/10,000 runs, 1 us, 0.00 runs/s")
    #expect(Self.line(CampaignExtent(), 5, 1, after: 1_000_000) == "1 violation, 5 runs, 1.00 s, 5.00 runs/s")
  }

  @Test("the time left is that of the limit which comes first")
  func left() {
    #expect(Self.line(CampaignExtent(time: 30_000_000), 5, 0, after: 10_000_000).contains(", 20.0 s left, "))
    let both = CampaignExtent(runs: 100, time: 30_000_000)
    #expect(Self.line(both, 90, 0, after: 9_000_000).contains(", 1.00 s left, "))
    #expect(Self.line(both, 10, 0, after: 9_000_000).contains(", 21.0 s left, "))
    #expect(Self.line(CampaignExtent(time: 1_000_000), 1, 0, after: 2_000_000).contains(", 0 us left, "))
    #expect(!Self.line(CampaignExtent(runs: .max), 1, 0, after: .max).contains("left"), "more than can be counted")
  }

  @Test("the first seed is printed on the error stream, in each format", arguments: ["text", "json", "ndjson"])
  func firstSeed(_ format: String) throws {
    let outcome = try CommandTests.raftsim("fuzz", "--runs", "1", "--format", format)
    let seed = try #require(outcome.errors.firstMatch(of: /^first seed: (\d+)\n/)?.1)
    let again = try CommandTests.raftsim("fuzz", "--runs", "1", "--seed", "\(seed)", "--format", "json")
    #expect(again.output.contains(#""firstSeed":\#(seed),"#))
    #expect(format == "text" || outcome.output.contains(#""firstSeed":\#(seed),"#))
  }
}

import Testing

@testable import Reporting

@Suite("What a campaign without a failure shows") struct FailureBoundTests {
  @Test(
    "The bound is about three in n, rounded to the safe side",
    arguments: [
      (1, "95 %", 1), (10, "26 %", 3), (100, "3 %", 33), (299, "1 in 100", 100), (20_000, "1 in 6,670", 6_670),
      (1_000_000, "1 in 333,000", 333_000),
    ])
  func bounds(_ runs: Int, _ text: String, _ oneIn: Int) throws {
    let bound = try #require(FailureBound(runs: runs))
    #expect(bound.text == text)
    #expect(bound.oneIn == oneIn)
    #expect(bound.probability > 2.5 / Double(runs + 2) && bound.probability < 3 / Double(runs))
  }

  @Test("No runs show nothing")
  func none() { #expect(FailureBound(runs: 0) == nil) }
}

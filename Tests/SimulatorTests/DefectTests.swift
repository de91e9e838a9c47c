import GoldenData
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite("Every planted defect is found, and named by every invariant that it breaks")
struct DefectTests {
  @Test("a campaign finds it", arguments: DefectCase.lines.values)
  func isFound(_ known: DefectCase) throws {
    // A run in which nothing breaks is many times as long as one that ends where something does.
    let before = TestTier.pick(0, thorough: min(known.seed - 1, 2))
    let summary = known.campaign(firstSeed: known.seed - before, runs: Int(before) + 1, jobs: 2)
    let failure = try #require(summary.failures.first)
    #expect(failure.violations.map(\.invariant) == [known.invariant])
    #expect(failure.plan.seed == known.seed, "an earlier seed finds it: the golden data is out of date")
  }

  @Test("the cases are all that the defects claim to break, and every invariant has one")
  func isComplete() {
    #expect(DefectCase.lines.problems == [])
    let known = DefectCase.lines.values
    #expect(known.map(\.description).sorted() == DefectCase.claimed.map(\.description).sorted())
    // What traps is found in a process of its own: `TrapTests`.
    let inProcess = Set(Checker.allChecks.map { type(of: $0).name }).subtracting([NoTrap.name])
    #expect(Set(known.map(\.invariant)) == inProcess)
    #expect(Defect.all.count { $0.breaks == [NoTrap.name] } == 1)
    #expect(Set(Defect.all.map(\.name)).count == Defect.all.count)
  }
}

import Simulator
import Testing
import TraceChecker

@Suite("Every planted defect is found, and named by every invariant that it breaks")
struct DefectTests {
  @Test("a campaign finds it", arguments: DefectCases.all)
  func isFound(_ known: DefectCase) throws {
    let defect = try #require(Defect.named(known.defect))
    var campaign = Campaign(firstSeed: known.seed - min(known.seed - 1, 2), runs: 3, jobs: 2)
    campaign.invariants = Checker.allChecks.filter { type(of: $0).name == known.invariant }
    let summary = campaign.run { seed in
      var scenario = Scenario(swarm: seed)
      for need in defect.needs { need.apply(to: &scenario) }
      return RunPlan(seed: seed, scenario: scenario, defect: defect)
    }
    let failure = try #require(summary.failures.first)
    #expect(failure.violations.map(\.invariant) == [known.invariant])
    #expect(failure.plan.seed <= known.seed)
  }

  @Test("the cases are all that the defects claim to break, and every invariant has one")
  func isComplete() {
    let claimed = Defect.all.flatMap { defect in defect.breaks.map { "\(defect.name) \($0)" } }
    #expect(Set(DefectCases.all.map { "\($0.defect) \($0.invariant)" }) == Set(claimed))
    #expect(Set(DefectCases.all.map(\.invariant)) == Set(Checker.allChecks.map { type(of: $0).name }))
    #expect(Set(Defect.all.map(\.name)).count == Defect.all.count)
  }
}

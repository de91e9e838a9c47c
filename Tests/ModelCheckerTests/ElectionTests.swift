import Testing

@testable import ModelChecker

@Suite("The election of three servers")
struct ElectionTests {
  @Test("all states are found, as many as are known")
  func counts() {
    let exploration = explore(ElectionModel())
    #expect(exploration.stopReason == .complete)
    #expect(exploration.distinct == 4_802)
    #expect(exploration.steps.reduce(0, +) == 14_637)
    #expect(exploration.generated == 14_638)
    #expect(exploration.levels.reduce(0, +) == 4_802)
    #expect(exploration.unreached == [])
  }

  @Test("more terms")
  func moreTerms() {
    let exploration = explore(ElectionModel(lastTerm: 3), jobs: 2)
    #expect(exploration.distinct == 134_845)
    #expect(exploration.steps.reduce(0, +) == 442_950)
  }
}

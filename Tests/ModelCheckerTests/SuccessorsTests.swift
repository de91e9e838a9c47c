import Testing

@testable import ModelChecker

@Suite("The steps that a model reports")
struct SuccessorsTests {
  private static func some() -> Successors {
    var successors = Successors(kinds: 2)
    successors.mark(3)
    successors.add(7, kind: 0, judged: 1, fingerprint: 42)
    successors.addIdle(kind: 1, judged: 3, count: 5)
    successors.addBeyond(kind: 1, judged: 1)
    return successors
  }

  @Test("steps of all kinds are counted, those to states that may be new are kept")
  func counts() {
    let successors = Self.some()
    #expect(successors.tally(kinds: 2, properties: 3) == Tally(steps: [1, 6], judged: [7, 5, 0]))
    #expect(successors.fingerprints == [42])
    #expect(successors.actions == [7])
    #expect(successors.parents == [3])
    #expect(successors.stepCount == 7)
  }

  @Test("what was added since the mark is taken back")
  func rollBack() {
    var successors = Self.some()
    successors.mark(4)
    successors.add(8, kind: 1, judged: 2, fingerprint: 43)
    successors.addBeyond(kind: 0, judged: 4)
    successors.addViolation(9, property: 2)
    successors.rollBack()
    #expect(successors.tally(kinds: 2, properties: 3) == Tally(steps: [1, 6], judged: [7, 5, 0]))
    #expect(successors.fingerprints == [42])
    #expect(successors.violation == nil)
  }

  @Test("a violation before the mark stays")
  func keepsViolation() {
    var successors = Self.some()
    successors.addViolation(7, property: 1)
    successors.mark(4)
    successors.addViolation(8, property: 2)
    successors.rollBack()
    #expect(successors.violation?.property == 1)
    #expect(successors.violation?.parent == 3)
  }

  @Test("as many different judgments as there may be")
  func manyJudgments() {
    var successors = Successors(kinds: 1)
    for round in 0..<2 {
      for judged in 0..<UInt64(500) { successors.addIdle(kind: 0, judged: judged << 20, count: round + 1) }
    }
    let expected = (0..<64).map { bit in 3 * (0..<500).count { ($0 << 20) & (1 << bit) != 0 } }
    #expect(successors.tally(kinds: 1, properties: 64).judged == expected)
  }
}

import Testing

@testable import ModelChecker

@Test func stepsOfAllKindsAreCounted() {
  var successors = Successors(kinds: 2)
  successors.add(7, kind: 0, judged: 1, fingerprint: 42)
  successors.addIdle(kind: 1, judged: 3, count: 5)
  successors.addBeyond(kind: 1, judged: 1)
  #expect(successors.steps == [1, 6])
  #expect(successors.judged == [1: 2, 3: 5])
  #expect(successors.fingerprints == [42])
}

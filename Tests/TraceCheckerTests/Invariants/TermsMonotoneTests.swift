import Testing
import TraceChecker

@Suite("Terms Monotone") struct TermsMonotoneTests {
  @Test("A message that sets the term back breaks it, and the evidence has both terms")
  func staleMessage() {
    var script = Script(checks: Script.outcomes)
    script.follows(1, term: 3)
    let step = script.follows(1, term: 2)
    script.breaks("TermsMonotone", at: step, servers: [1], saying: "the term of s1 must not fall from 3 to 2")
  }

  @Test("A restart that sets the term back breaks it")
  func restart() {
    var script = Script(checks: Script.outcomes)
    script.follows(1, term: 3)
    script.crash(1)
    let step = script.restart(1) { $0.term = 2 }
    script.breaks("TermsMonotone", at: step, servers: [1], others: ["DurableStateSurvives"], saying: "from 3 to 2")
  }

  @Test("Terms that jump, and servers in different terms, are right")
  func jump() {
    var script = Script(checks: Script.outcomes)
    script.follows(0, term: 9)
    script.follows(1, term: 2)
    script.follows(1, term: 2)
    script.crash(0)
    script.restart(0)
    script.isAccepted()
  }
}

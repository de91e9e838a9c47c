import Testing
import TraceChecker

@Suite("Log Terms Monotone") struct LogTermsMonotoneTests {
  @Test("An entry of an earlier term after one of a later term breaks it, and the evidence has both")
  func falls() {
    var script = Script(checks: [LogTermsMonotone()])
    script.appends(1, kept: 0, [(1, 7), (3, 8)], term: 3)
    let step = script.appends(1, kept: 2, [(2, 9)])
    script.breaks(
      "LogTermsMonotone", at: step, servers: [1],
      saying: "s1 must not have command 9 of term 2 at index 3: index 2 has command 8 of term 3")
  }

  @Test("It is seen within the entries of one append, and in the first entry of a new tail")
  func withinAppend() {
    var within = Script(checks: [LogTermsMonotone()])
    let first = within.appends(1, kept: 0, [(1, 7), (4, 8), (4, 9), (2, 10)], term: 4)
    within.breaks(
      "LogTermsMonotone", at: first, servers: [1], saying: "command 10 of term 2 at index 4: index 3 has")

    var tail = Script(checks: [LogTermsMonotone()])
    tail.appends(1, kept: 0, [(2, 7), (2, 8)], term: 2)
    let second = tail.appends(1, kept: 1, [(1, 9)])
    tail.breaks("LogTermsMonotone", at: second, servers: [1], saying: "command 9 of term 1 at index 2: index 1 has")
  }

  @Test("Equal and rising terms are right, also with gaps, after a tail was cut off, and in a recorded state")
  func rises() {
    var script = Script(checks: [LogTermsMonotone()], started: false)
    script.step(.start, 0, kept: 0, [(1, 0), (1, 7), (4, 8)]) { $0.state.term = 4 }
    script.step(.start, 1)
    script.appends(1, kept: 0, [(1, 0), (1, 7), (9, 8)], term: 9)
    script.appends(1, kept: 2, [(4, 8), (4, 9)])
    script.appends(1, kept: 0, [])
    script.appends(1, kept: 0, [(1, 0)])
    script.isAccepted()
  }
}

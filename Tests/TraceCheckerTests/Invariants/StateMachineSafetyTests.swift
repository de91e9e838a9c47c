import Testing
import TraceChecker

@Suite("State Machine Safety") struct StateMachineSafetyTests {
  /// s0 has committed commands 1 to 5 in term 2, and s1 has them.
  private static func fiveCommitted() -> (Script, committed: Int) {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 2, voters: [1])
    script.creates(0, 1, 2, 3, 4, 5)
    script.replicates(0, to: 1)
    let step = script.commits(0, 5)
    return (script, step)
  }

  @Test(
    "Different commits at one index break it, and the evidence has both entries and who committed first, and when")
  func differentCommits() {
    var script = Script(checks: Script.outcomes)
    script.leader(0, term: 1, voters: [1])
    script.creates(0, 7)
    script.replicates(0, to: 1)
    let first = script.commits(0, 1)
    let second = script.appends(2, kept: 0, [(2, 8)], term: 2, commit: 1)
    script.breaks(
      "StateMachineSafety", at: second, servers: [0, 2],
      saying: "s2 must not commit command 8 of term 2 at index 1",
      "s0 committed command 7 of term 1 there in term 1 (step \(first))")
  }

  @Test("The evidence names the first index that differs", arguments: 1...5)
  func firstDifference(_ index: Int) {
    var (script, first) = Self.fiveCommitted()
    let shared = (1..<index).map { (2, UInt64($0)) }
    let other = (index...5).map { (1, UInt64($0)) }
    script.appends(2, kept: 0, shared + other, term: 2)
    let second = script.commits(2, 5)
    script.breaks(
      "StateMachineSafety", at: second, servers: [0, 2],
      saying: "s2 must not commit command \(index) of term 1 at index \(index)",
      "s0 committed command \(index) of term 2 there in term 2 (step \(first))")
  }

  @Test("A server that commits more than all others, after a prefix that differs, breaks it")
  func beyondAll() {
    var (script, _) = Self.fiveCommitted()
    script.appends(2, kept: 0, [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6)], term: 2)
    let step = script.commits(2, 6)
    script.breaks("StateMachineSafety", at: step, servers: [0, 2], saying: "at index 1:")
    #expect(script.history.committed.count == 5)
  }

  @Test("It is reported although the server committed, restarted, and commits something else now")
  func afterRestart() {
    var (script, first) = Self.fiveCommitted()
    script.replicates(0, to: 2, commit: 5)
    script.crash(2)
    script.restart(2, kept: 0)
    let step = script.appends(2, kept: 0, [(1, 1)], commit: 1)
    script.breaks(
      "StateMachineSafety", at: step, servers: [0, 2], others: ["CommittedEntriesStable", "DurableStateSurvives"],
      saying: "(step \(first))")
  }

  @Test("Logs that differ after what they commit are right")
  func differentTails() {
    var (script, _) = Self.fiveCommitted()
    script.appends(2, kept: 0, [(2, 1), (2, 2), (1, 3), (1, 4), (1, 5), (1, 6)], term: 2)
    script.commits(2, 2)
    script.isAccepted()
  }

  @Test("Servers that commit the same entries in steps of different size are right")
  func sameCommits() {
    var (script, _) = Self.fiveCommitted()
    script.replicates(0, to: 2)
    for index in 1...5 { script.commits(2, index) }
    script.commits(1, 3)
    script.commits(1, 5)
    script.isAccepted()
    #expect((1...5).allSatisfy { script.history.committed[$0].server == 0 })
  }
}

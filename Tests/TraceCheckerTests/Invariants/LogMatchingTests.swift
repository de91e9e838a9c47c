import Testing
import TraceChecker

@Suite("Log Matching") struct LogMatchingTests {
  @Test("Different entries of one index and term break it, and the evidence has both and says where they came from")
  func differentEntries() {
    var script = Script(checks: Script.outcomes)
    let first = script.appends(0, kept: 0, [(1, 7)], term: 1)
    let second = script.appends(1, kept: 0, [(1, 8)], term: 1)
    script.breaks(
      "LogMatching", at: second, servers: [0, 1],
      saying: "two entries of index 1 and term 1 must be equal: s1 has command 8 of term 1",
      "s0 had command 7 of term 1 (step \(first))")
  }

  @Test("A command and a configuration with the same number are different entries")
  func differentKinds() {
    var script = Script(checks: Script.outcomes)
    let first = script.appends(0, kept: 0, [(1, 7)], term: 1)
    let second = script.step(.receive, 1, kept: 0) { event in
      event.state.term = 1
      event.appended = [TraceEntry(term: 1, command: 7, kind: .configuration)]
    }
    script.breaks(
      "LogMatching", at: second, servers: [0, 1], saying: "s1 has configuration 7 of term 1",
      "s0 had command 7 of term 1 (step \(first))")
  }

  @Test("One entry after different prefixes breaks it, and the evidence says where the logs differ")
  func differentPrefixes() {
    var script = Script(checks: Script.outcomes)
    let first = script.appends(0, kept: 0, [(1, 0), (1, 7), (3, 9)], term: 3)
    let second = script.appends(1, kept: 0, [(1, 0), (2, 8), (3, 9)], term: 3)
    script.breaks(
      "LogMatching", at: second, servers: [0, 1],
      saying: "the logs of s1 and s0 (step \(first)) must agree before command 9 of term 3 at index 3",
      "at index 2, s1 has command 8 of term 2, and s0 had command 7 of term 1")
  }

  @Test("A log that matches again after a difference breaks it at the first entry that does")
  func firstEntry() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 7), (3, 9), (3, 10)], term: 3)
    let step = script.appends(1, kept: 0, [(2, 8), (3, 9), (3, 10)], term: 3)
    script.breaks("LogMatching", at: step, servers: [0, 1], saying: "command 9 of term 3 at index 2")
  }

  @Test("An entry that no log has any more still stands for its index and term")
  func overwrittenEntry() {
    var script = Script(checks: Script.outcomes)
    let first = script.appends(0, kept: 0, [(1, 7)], term: 1)
    script.appends(0, kept: 0, [(2, 5)], term: 2)
    let second = script.appends(1, kept: 0, [(1, 8)], term: 1)
    script.breaks(
      "LogMatching", at: second, servers: [0, 1],
      saying: "s1 has command 8 of term 1", "s0 had command 7 of term 1 (step \(first))")
  }

  @Test("Evidence of different prefixes is given even where the other log has shrunk since")
  func shrunkLog() {
    var script = Script(checks: Script.outcomes)
    let first = script.appends(0, kept: 0, [(1, 7), (3, 9)], term: 3)
    script.appends(0, kept: 0, [])
    let second = script.appends(1, kept: 0, [(2, 8), (3, 9)], term: 3)
    script.breaks(
      "LogMatching", at: second, servers: [0, 1],
      saying: "the logs of s1 and s0 (step \(first)) must agree before command 9 of term 3 at index 2")
  }

  @Test("It is seen at an index that other terms have held before")
  func thirdTerm() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 5)], term: 1)
    let first = script.appends(1, kept: 0, [(2, 7)], term: 2)
    let second = script.appends(2, kept: 0, [(2, 8)], term: 2)
    script.breaks(
      "LogMatching", at: second, servers: [1, 2],
      saying: "s2 has command 8 of term 2", "s1 had command 7 of term 2 (step \(first))")
  }

  @Test("A leader that writes one place twice breaks it by itself")
  func oneServer() {
    var script = Script(checks: Script.outcomes)
    script.appends(1, kept: 0, [(1, 7)], term: 1)
    let step = script.appends(1, kept: 0, [(1, 8)])
    script.breaks("LogMatching", at: step, servers: [1], saying: "s1 has command 8", "s1 had command 7")
  }

  @Test("A restart that brings a truncated tail back breaks it")
  func tailComesBack() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 6), (1, 7)], term: 1)
    script.appends(0, kept: 0, [(2, 8)], term: 2)
    script.crash(0)
    let step = script.restart(0, kept: 1, [(1, 7)])
    script.breaks(
      "LogMatching", at: step, servers: [0], others: ["DurableStateSurvives"], saying: "index 2")
  }

  @Test("Different entries of different terms at one index are right")
  func differentTerms() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 7), (1, 8)], term: 1)
    script.appends(1, kept: 0, [(2, 7), (2, 8)], term: 2)
    script.appends(2, kept: 0, [(1, 7), (3, 9)], term: 3)
    script.isAccepted()
  }

  @Test("One command at several indexes, and logs of different lengths, are right")
  func repeatedCommand() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 0), (1, 7), (1, 7), (2, 0), (2, 7)], term: 2)
    script.appends(1, kept: 0, [(1, 0), (1, 7), (1, 7)], term: 1)
    script.appends(2, kept: 0, [(1, 0)], term: 1)
    script.isAccepted()
  }

  @Test("An entry that was overwritten and comes back after the same prefix is right")
  func returningEntry() {
    var script = Script(checks: Script.outcomes)
    script.appends(0, kept: 0, [(1, 6), (1, 7)], term: 1)
    script.appends(1, kept: 0, [(1, 6), (1, 7)], term: 1)
    script.appends(0, kept: 1, [(2, 8)], term: 2)
    script.appends(0, kept: 1, [(1, 7), (3, 0)], term: 3)
    script.isAccepted()
  }
}

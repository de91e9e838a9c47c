import Testing
import TraceChecker

@Suite("Match Index Below Next") struct MatchIndexBelowNextTests {
  private static func leader() -> Script {
    var script = Script()
    script.leader(0, term: 1)
    script.creates(0, 7, 8, 9)
    return script
  }

  @Test("A next index at or before what is known to match breaks it, and the evidence has both", arguments: 0...3)
  func reaches(_ next: Int) {
    var script = Self.leader()
    script.hears(0, match: [0, 0, 3], next: [1, 1, 4])
    let step = script.hears(0, match: [0, 0, 3], next: [1, 1, next])
    script.breaks(
      "MatchIndexBelowNext", at: step, servers: [0, 2],
      saying: "s0, leader of term 1, must not set the next index of s2 to \(next)", "its match index is 3")
  }

  @Test("It is seen in the first indexes that a leader has")
  func atOnce() {
    var script = Self.leader()
    let step = script.hears(0, match: [0, 3, 0], next: [1, 3, 1])
    script.breaks("MatchIndexBelowNext", at: step, servers: [0, 1], saying: "set the next index of s1 to 3")
  }

  @Test("A next index that runs ahead, one that falls to just after the match index, and any for itself are right")
  func ahead() {
    var script = Self.leader()
    script.hears(0, match: [3, 0, 0], next: [0, 4, 4])
    script.hears(0, match: [9, 1, 0], next: [9, 2, 1])
    script.isAccepted()
  }

  @Test("Indexes of a server that does not lead, or of another number of servers, are not judged")
  func noLeader() {
    var script = Script()
    script.hears(1, match: [3, 3, 3], next: [1, 1, 1])
    script.leader(0, term: 1)
    script.hears(0, match: [0, 3], next: [1, 1])
    script.isAccepted()
  }
}

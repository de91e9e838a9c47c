import Testing
import TraceChecker

@Suite("Match Index Monotone") struct MatchIndexMonotoneTests {
  private static func leader(servers: Int = 3) -> Script {
    var script = Script(servers: servers)
    script.leader(0, term: 1)
    script.creates(0, 7, 8, 9)
    return script
  }

  @Test("A match index that falls breaks it, though nothing else changes, and the evidence says whose and how far")
  func falls() {
    var script = Self.leader()
    script.hears(0, match: [0, 0, 3], next: [1, 1, 4])
    script.hears(0, match: [0, 2, 3], next: [1, 3, 4])
    let step = script.hears(0, match: [0, 2, 1], next: [1, 3, 4])
    script.breaks(
      "MatchIndexMonotone", at: step, servers: [0, 2],
      saying: "s0, leader of term 1, must not lower the match index of s2 from 3 to 1",
      "on receiving an AppendEntries reply")
  }

  @Test("It is seen beside another that rises, and in any cluster", arguments: 2...9)
  func everyPeer(_ servers: Int) {
    for peer in 1..<servers {
      var script = Self.leader(servers: servers)
      var match = Array(repeating: 1, count: servers)
      script.hears(0, match: match, next: Array(repeating: 4, count: servers))
      match = match.map { $0 + 1 }
      match[peer] = 0
      let step = script.hears(0, match: match, next: Array(repeating: 4, count: servers))
      script.breaks("MatchIndexMonotone", at: step, servers: [0, peer], saying: "from 1 to 0")
    }
  }

  @Test("A leader's indexes for itself have no meaning")
  func ownPlace() {
    var script = Self.leader()
    script.hears(0, match: [3, 0, 3], next: [1, 1, 4])
    script.hears(0, match: [0, 0, 3], next: [0, 1, 4])
    script.isAccepted()
  }

  @Test("A later leadership begins anew, of this server or of another, and so does one after a restart")
  func laterTerm() {
    var script = Self.leader()
    script.hears(0, match: [0, 3, 3], next: [1, 4, 4])
    script.timesOut(0, term: 2)
    script.votes(1, for: 0, term: 2)
    script.hears(0, match: [0, 0, 0], next: [4, 4, 4]) { event in
      event.message.kind = .voteReply
      event.state.role = .leader
    }
    script.hears(0, match: [0, 2, 0], next: [4, 4, 4])
    script.crash(0)
    script.restart(0)
    script.leader(0, term: 3, voters: [2])
    script.hears(0, match: [0, 0, 0], next: [4, 4, 4])
    script.isAccepted()
  }

  @Test("A leader without indexes, or with indexes now and then, is right")
  func notTold() {
    var script = Self.leader()
    script.hears(0, match: [0, 3, 3], next: [1, 4, 4])
    script.step(.heartbeat, 0)
    script.hears(0, match: [0, 1, 1], next: [1, 4, 4])
    script.isAccepted()
  }
}

import RaftCore
import Testing

@Suite("The encoding can be read back, so no two states share one (the state of Figure 2)")
struct DecodingTests {
  /// What a server shows, or what its encoding says.
  private struct Look: Equatable {
    var id: ServerID
    var durable: DurableState
    var role: Role
    var commit: LogIndex
    var leader: ServerID?
    var votes: ServerSet
    var match: [LogIndex] = []
    var next: [LogIndex] = []
    /// Who waits: a leader's proposals, by index, command and origin, and a follower's forwarded requests.
    var proposals: [[UInt64]] = []
    var forwarded: [UInt64] = []

    init(_ server: Server) {
      (id, durable, role, commit) = (server.id, server.durable, server.role, server.commitIndex)
      (leader, votes) = (server.leader, server.votesGranted)
      match = (0..<server.configuration.servers).map(server.matchIndex)
      if role == .leader { next = (0..<server.configuration.servers).map(server.nextIndex) }
    }

    /// Reads an encoding by the lengths in it, from the front to the very end; `nil` if it does not end there.
    init?(_ words: [UInt64], servers: Int) {
      var rest = words[...]
      func number() -> Int { Int(truncatingIfNeeded: rest.popFirst() ?? 0) }
      func optional(_ word: Int) -> ServerID? { word == 0 ? nil : word - 1 }
      id = number()
      let (term, vote) = (number(), optional(number()))
      role = Role(rawValue: UInt8(truncatingIfNeeded: number())) ?? .follower
      commit = number()
      leader = optional(number())
      votes = ServerSet(rawValue: UInt16(truncatingIfNeeded: number()))
      let base = LogPosition(index: number(), term: number())
      var log = Log([], base: base)
      let last = number()
      guard (0...words.count).contains(last &- base.index) else { return nil }
      for _ in 0..<(last - base.index) {
        log.append(Entry(term: number(), command: Command(rest.popFirst() ?? .max)))
      }
      durable = DurableState(currentTerm: term, votedFor: vote, log: log)
      for _ in 0..<servers {
        match.append(number())
        if role == .leader { next.append(number()) }
      }
      for _ in 0..<max(0, min(number(), words.count)) {
        proposals.append(Array(rest.prefix(3)))
        rest = rest.dropFirst(3)
      }
      let count = number()
      forwarded = Array(rest)
      guard forwarded.count == count else { return nil }
    }
  }

  @Test("Over all states that a fuzzer reaches", arguments: 1...4 as ClosedRange<UInt64>)
  func readsBack(seed: UInt64) {
    var inputs = RandomInputs(seed: seed)
    var effects = Effects()
    var most = (proposals: 0, forwarded: 0)
    for _ in 0..<20 {
      var server = inputs.server(rules: Rules())
      for _ in 0..<200 {
        var look = Look(server.encoding, servers: server.configuration.servers)
        most = (max(most.proposals, look?.proposals.count ?? 0), max(most.forwarded, look?.forwarded.count ?? 0))
        // Who waits is not to be seen from outside.
        look?.proposals = []
        look?.forwarded = []
        #expect(look == Look(server))
        server.step(inputs.input(for: server), into: &effects)
      }
    }
    #expect(most.proposals > 1 && most.forwarded > 1, "it gets about")
  }

  @Test("Who waits is read back in order: a leader's by index, command and origin, a follower's by command")
  func waiting() {
    var leader = Subject.leader(in: 2)
    leader.step(.request(Command(7)))
    leader.receive(.forward(Command(8)), from: 2, term: 2)
    leader.step(.request(Command(9)))
    leader.accept(1, from: 1)
    let proposals = Look(leader.server.encoding, servers: 3)?.proposals
    #expect(proposals == [[2, 8, 3], [3, 9, 0]])

    var follower = Subject.follower(of: 1)
    for word in [7, 5, 9] as [UInt64] { follower.step(.request(Command(word))) }
    #expect(Look(follower.server.encoding, servers: 3)?.forwarded == [7, 5, 9])
  }
}

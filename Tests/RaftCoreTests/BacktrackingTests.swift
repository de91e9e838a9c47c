import RaftCore
import Testing

@Suite("Divergent logs come together in few round trips (§5.3)")
struct BacktrackingTests {
  /// The round trips until server 1 has the log of server 0, which leads: how many requests it rejects.
  private func rejections(leader: [Term], follower: [Term]) -> Int {
    // Server 2 votes for 0, and is not heard of again.
    var cluster = Cluster(3, logs: [leader, follower, []])
    cluster.cutOff = [1]
    while cluster[0].currentTerm < (follower.last ?? 0) { cluster.timeOut(0) }
    cluster.elect(0)
    #expect(cluster[0].role == .leader)
    cluster.cutOff = [2]
    cluster.heartbeat(0)
    var rejections = 0
    while !cluster.inTransit.isEmpty {
      let message = cluster.inTransit.removeFirst()
      if case .rejected = message.appendReply { rejections += 1 }
      cluster.deliver(message)
    }
    #expect(cluster[1].log == cluster[0].log)
    #expect(cluster[0].matchIndex(of: 1) == leader.count)
    return rejections
  }

  private func repeated(_ term: Term, _ count: Int) -> [Term] { Array(repeating: term, count: count) }

  @Test("A rejection is answered with the entries that the follower lacks, and so is the next heartbeat")
  func sendingAfterRejection() {
    var leader = Subject.leader(in: 3, log: [1, 2])
    leader.reject(2, at(2, 0), from: 1)
    #expect(leader.appends(to: 1).map(\.entries.terms) == [[2]])

    var rules = Rules()
    rules.sending = { reason, peer, progress, last in
      if peer == 2 { return .entries }
      if reason == .rejection { return .nothing }
      return progress.next <= last ? .heartbeat : .entries
    }
    var hanging = Subject.leader(in: 3, log: [1, 2], rules: rules)
    hanging.reject(2, at(2, 0), from: 1)
    #expect(hanging.effects.messages.isEmpty)
    hanging.step(.heartbeatTimeout)
    #expect(hanging.appends(to: 1).map(\.previous) == [at(1, 1)])
    #expect(hanging.appends(to: 1).map(\.entries.count) == [0], "the heartbeat has no entries")
    hanging.reject(2, at(2, 0), from: 2)
    #expect(hanging.appends(to: 2).map(\.entries.terms) == [[2]], "the other follower")
  }

  @Test("A follower that was away for a thousand entries is asked twice")
  func short() {
    #expect(rejections(leader: repeated(2, 1000), follower: []) == 1)
    #expect(rejections(leader: repeated(2, 1000), follower: repeated(2, 400)) == 1)
  }

  @Test("A thousand entries of a term that the leader never saw cost one round trip")
  func foreignTerm() {
    #expect(rejections(leader: [1] + repeated(3, 999), follower: [1] + repeated(2, 999)) == 1)
    #expect(rejections(leader: [1] + repeated(3, 10), follower: [1] + repeated(2, 999)) == 1)
  }

  @Test("So they do where the leader has older entries in their place")
  func newerForeignTerm() {
    // Server 1 was a leader of term 3 that had one entry only, and gathered a thousand that nobody else got.
    #expect(rejections(leader: repeated(1, 1000) + [5], follower: [1] + repeated(3, 999)) <= 3)
    #expect(rejections(leader: repeated(1, 1000) + [5], follower: [1, 1] + repeated(3, 999)) <= 3)
  }

  @Test("Both tails hold terms that the other lacks: at most a round trip for each term")
  func manyTerms() {
    let odd = (0..<20).flatMap { repeated(3 + 2 * $0, 50) }
    let even = (0..<20).flatMap { repeated(2 + 2 * $0, 50) }
    #expect(rejections(leader: [1] + odd, follower: [1] + even) <= 21)
    #expect(rejections(leader: [1] + even, follower: [1] + odd) <= 21)
  }

  @Test("Shared terms of different lengths cost one round trip each")
  func sharedTerms() {
    let leader = repeated(1, 300) + repeated(2, 100) + repeated(4, 300)
    let follower = repeated(1, 300) + repeated(2, 300)
    #expect(rejections(leader: leader, follower: follower) <= 2)
  }

  @Test("Over random logs it takes no more rejections than the follower has terms, and one")
  func random() {
    var random = SplitMix(seed: 11)
    for _ in 0..<60 {
      let common = repeated(1, random.below(30))
      var (one, other) = (common, common)
      // No term has two leaders: each belongs to one of the tails.
      for term in 2..<12 {
        let run = repeated(term, random.below(40))
        if random.below(2) == 0 { one += run } else { other += run }
      }
      #expect(rejections(leader: one + [12], follower: other) <= Set(other).count + 1)
    }
  }
}

import RaftCore
import Testing

@Suite("Several requests are on their way at once (§10.2.1 of the dissertation)")
struct WindowTests {
  @Test("A leader that cannot read the previous entry sends nothing, and the same again when it can")
  func failedRead() {
    var rules = Rules()
    rules.readFails = { index, term in index == 2 && term == 3 }
    var leader = Subject.leader(in: 3, log: [1, 1], rules: rules)
    #expect(leader.effects.messages.isEmpty)
    #expect(leader.server.nextIndex(of: 1) == 3)
    leader.reject(2, at(2, 0), from: 1)
    #expect(leader.appends(to: 1).map(\.previous) == [at(1, 1)], "another index")
    #expect(leader.appends(to: 1).map(\.entries.terms) == [[1]])
  }

  @Test("A leader may not take a failed read for the start of the log")
  func failedReadAsStart() {
    var rules = Rules()
    rules.readFails = { index, _ in index == 2 }
    rules.previousAfterFailedRead = { _ in at(0, 0) }
    var leader = Subject.leader(in: 3, log: [1, 1], rules: rules)
    #expect(leader.appends(to: 1).map(\.previous) == [at(0, 0)])
    leader.step(.request(Command(7)))
    #expect(leader.appends(to: 1).map(\.previous) == [at(0, 0)])
    #expect(leader.appends(to: 1).map(\.entries.terms) == [[3]], "the entry of index 3, which a follower stores at 1")
  }

  @Test("A leader sends each new entry at once, without waiting for the answer to the one before")
  func pipeline() {
    var leader = Subject.leader(in: 1)
    for index in 1...5 {
      leader.step(.request(Command(UInt64(index))))
      let requests = leader.appends(to: 2)
      #expect(requests.map(\.previous) == [at(index - 1, index == 1 ? 0 : 1)])
      #expect(requests.first?.entries.count == 1)
      #expect(leader.server.nextIndex(of: 2) == index + 1)
      #expect(leader.server.matchIndex(of: 2) == 0)
    }
  }

  @Test("It stops when the window is full, and continues with each acknowledgment")
  func window() {
    var leader = Subject.leader(in: 1, window: 3)
    for index in 1...5 { leader.step(.request(Command(UInt64(index)))) }
    #expect(leader.effects.messages.isEmpty)
    #expect(leader.server.nextIndex(of: 1) == 4)
    leader.accept(1, from: 1)
    #expect(leader.appends(to: 1).map(\.entries.count) == [1])
    #expect(leader.server.nextIndex(of: 1) == 5)
    leader.accept(4, from: 1)
    #expect(leader.appends(to: 1).map(\.previous.index) == [4])
    #expect(leader.server.nextIndex(of: 1) == 6)
    #expect(leader.appends(to: 2).isEmpty, "the window of the other is still full")
  }

  @Test("A request holds no more than a batch", arguments: 1...4)
  func batch(size: Int) {
    var leader = Subject.leader(in: 2, log: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1], batch: size)
    leader.reject(10, at(1, 0), from: 1)
    var received = 0
    while let request = leader.appends(to: 1).first {
      #expect(request.previous.index == received)
      #expect(request.entries.count == min(size, 10 - received))
      received += request.entries.count
      leader.accept(received, from: 1)
    }
    #expect(received == 10)
  }

  @Test("The entries ahead of the acknowledgment never exceed the window", arguments: 1...6)
  func limit(window: Int) {
    var leader = Subject.leader(in: 1, window: window)
    for index in 1...20 {
      leader.step(.request(Command(UInt64(index))))
      if index % 3 == 0 { leader.step(.heartbeatTimeout) }
      if index % 5 == 0 { leader.accept(index / 5, from: 1) }
      #expect(leader.server.nextIndex(of: 1) - 1 - leader.server.matchIndex(of: 1) <= window)
    }
  }

  @Test("A heartbeat while the window is full carries no entries, and points to the end of what was sent")
  func fullHeartbeat() {
    var leader = Subject.leader(in: 1, window: 2)
    for index in 1...4 { leader.step(.request(Command(UInt64(index)))) }
    leader.step(.heartbeatTimeout)
    #expect(leader.appends(to: 1).map(\.previous.index) == [2])
    #expect(leader.appends(to: 1).first?.entries.isEmpty == true)
    #expect(leader.effects.heartbeatTimer == .reset)
  }

  @Test("Whatever was lost, the heartbeat after it leads back to it")
  func recovery() {
    for lost in 0..<5 {
      var cluster = Cluster(3)
      cluster.elect(0)
      for word in 1...5 { cluster.request(0, UInt64(word)) }
      let all = cluster.take()
      for (number, message) in all.filter({ $0.to == 1 }).enumerated() where number < lost { cluster.deliver(message) }
      cluster.drop()
      #expect(cluster[1].log.lastIndex == lost)
      cluster.heartbeat(0)
      cluster.deliverAll()
      #expect(cluster[1].log == cluster[0].log && cluster[2].log == cluster[0].log)
      #expect(cluster[0].commitIndex == 5)
    }
  }

  @Test("When only the first request is lost, the answers to the others lead back to it")
  func gap() {
    var cluster = Cluster(2)
    cluster.elect(0)
    for word in 1...5 { cluster.request(0, UInt64(word)) }
    cluster.inTransit.removeFirst()
    cluster.deliverAll()
    #expect(cluster[1].log.words == [1, 2, 3, 4, 5])
    #expect(cluster[0].commitIndex == 5)
  }

  @Test("Reordered and duplicated, they come to the same")
  func reordered() {
    var random = SplitMix(seed: 17)
    for _ in 0..<50 {
      var cluster = Cluster(3, batch: 2, window: 4)
      cluster.elect(0)
      for word in 1...12 {
        cluster.request(0, UInt64(word))
        cluster.inTransit.shuffle(using: &random)
        cluster.deliver { _ in random.below(3) == 0 }
        if let again = cluster.inTransit.first { cluster.inTransit.append(again) }
      }
      while !cluster.inTransit.isEmpty {
        cluster.deliver(cluster.inTransit.remove(at: random.below(cluster.inTransit.count)))
      }
      cluster.heartbeat(0)
      cluster.deliverAll()
      #expect(cluster.servers.allSatisfy { $0.log.words == Array(1...12) })
      #expect(cluster.answers[0].map(\.command.rawValue) == Array(1...12))
    }
  }
}

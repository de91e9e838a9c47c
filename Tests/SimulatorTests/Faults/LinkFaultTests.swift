import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("What goes wrong on open links")
struct LinkFaultTests {
  private static func network(_ change: (inout Scenario) -> Void = { _ in }) -> Network {
    var scenario = Scenario()
    scenario.jitter = 0
    change(&scenario)
    return Network(scenario, KeyedRandom(seed: 5))
  }

  /// What happens to messages sent one after the other, a tenth of a millisecond apart.
  private static func fates(_ network: inout Network, _ count: Int, from: Int = 0, to: Int = 1) -> [Network.Fate] {
    (0..<count).map { network.send(from: from, to: to, content: UInt64($0), now: $0 * 100) }
  }

  private static func delays(_ network: inout Network, _ count: Int, from: Int = 0, to: Int = 1) -> [Int] {
    fates(&network, count, from: from, to: to).enumerated().compactMap { number, fate in
      if case .arrives(let time) = fate { time - number * 100 } else { nil }
    }
  }

  @Test("a burst loses messages in a row, for as long as it was asked for in the middle, and then ends")
  func bursts() {
    var network = Self.network {
      $0.networkFaults.burstLoss = 5_000
      $0.networkFaults.burstDuration = 2_000
    }
    let isLost = Self.fates(&network, 20_000).map { if case .lost(.burst) = $0 { true } else { false } }
    var lengths: [Int] = []
    for (index, lost) in isLost.enumerated() where lost {
      if index > 0, isLost[index - 1] { lengths[lengths.count - 1] += 1 } else { lengths.append(1) }
    }
    // Between half and one and a half of 20 messages; two bursts may follow each other at once.
    #expect(lengths.dropLast().allSatisfy { $0 >= 10 })
    #expect(lengths.count { $0 <= 31 } > lengths.count * 3 / 4)
    #expect((60...140).contains(lengths.count))
    #expect(network.counts.lostInBursts == isLost.count { $0 })
  }

  @Test("a late duplicate comes after the time that it was asked for in the middle, and the original in time")
  func lateDuplicates() {
    var network = Self.network {
      $0.networkFaults.lateDuplication = 100_000
      $0.networkFaults.lateDelay = 1_000_000
    }
    var late = 0
    for (number, fate) in Self.fates(&network, 2000).enumerated() {
      guard case .arrivesTooLateAgain(let time, let again) = fate else { continue }
      late += 1
      #expect(time - number * 100 <= 10_000)
      #expect((500_000...1_510_000).contains(again - number * 100))
    }
    #expect((150...250).contains(late))
  }

  @Test("under a heavy tail each doubling of a delay is half as rare, up to the longest")
  func heavyTail() {
    var network = Self.network {
      ($0.latency, $0.networkFaults.heavyTail) = (1_000, 64_000)
    }
    var usual = Self.network { $0.latency = 1_000 }
    let latency = Self.delays(&usual, 1)[0]
    let delays = Self.delays(&network, 10_000)
    #expect(delays.allSatisfy { (latency...latency + 64_000).contains($0) })
    for doublings in 1...5 {
      let (share, expected) = (delays.count { $0 - latency > 500 << doublings }, 10_000 >> doublings)
      #expect((expected * 4 / 5...expected * 6 / 5).contains(share), "\(doublings)")
    }
    #expect((1100...1400).contains(network.counts.longDelays))
    #expect(delays != delays.sorted())
  }

  @Test("both copies of a message draw a delay of the heavy tail")
  func heavyTailOfCopies() {
    var network = Self.network {
      ($0.latency, $0.duplication, $0.networkFaults.heavyTail) = (1_000, 1_000_000, 64_000)
    }
    var equal = 0
    for fate in Self.fates(&network, 1000) {
      if case .arrivesTwice(let one, let other) = fate, one == other { equal += 1 }
    }
    #expect(equal < 20)
  }

  @Test("one link is slower, one way, and no other")
  func slowLink() {
    var usual = Self.network()
    var slow = Self.network { $0.networkFaults.slowLink = 10 }
    var slower = 0
    for from in 0..<3 {
      for to in 0..<3 where from != to {
        let (before, after) = (
          Self.delays(&usual, 1, from: from, to: to)[0], Self.delays(&slow, 1, from: from, to: to)[0]
        )
        #expect(after == before || after == 10 * before)
        slower += after > before ? 1 : 0
      }
    }
    #expect(slower == 1)
    #expect(slow.counts.slowLink == 1)
  }

  @Test("all links of one server are slower, both ways, and no other")
  func slowServer() {
    var usual = Self.network { $0.servers = 4 }
    var slow = Self.network { ($0.servers, $0.networkFaults.slowServer) = (4, 7) }
    var slower: [Set<Int>] = []
    for from in 0..<4 {
      for to in 0..<4 where from != to {
        let before = Self.delays(&usual, 1, from: from, to: to)[0]
        if Self.delays(&slow, 1, from: from, to: to)[0] == 7 * before { slower.append([from, to]) }
      }
    }
    #expect(slower.count == 6)
    #expect(slower.dropFirst().reduce(slower[0]) { $0.intersection($1) }.count == 1)
    #expect(slow.counts.slowServer == 6)
  }

  @Test("a link holds so many messages, loses the others, and has room again when one has left")
  func queue() {
    var network = Self.network { $0.networkFaults.queue = 3 }
    func sends() -> Bool { if case .arrives = network.send(from: 0, to: 1, content: 7, now: 0) { true } else { false } }
    #expect((0..<5).map { _ in sends() } == [true, true, true, false, false])
    #expect(network.counts.overflows == 2)
    // The other way there is room.
    if case .lost = network.send(from: 1, to: 0, content: 7, now: 0) { Issue.record("the queues of both ways are one") }
    network.leaveQueue(from: 0, to: 1)
    #expect(sends())
    #expect(!sends())
  }

  @Test("in a kind world links are as fast as they were made, lose nothing and hold any number")
  func kind() {
    var scenario = Scenario()
    scenario.jitter = 0
    var usual = Network(scenario, KeyedRandom(seed: 5))
    scenario.networkFaults.burstLoss = 500_000
    scenario.networkFaults.burstDuration = 10_000_000
    scenario.networkFaults.lateDuplication = 500_000
    scenario.networkFaults.heavyTail = 1_000_000
    scenario.networkFaults.slowLink = 9
    scenario.networkFaults.slowServer = 9
    scenario.networkFaults.queue = 1
    var network = Network(scenario, KeyedRandom(seed: 5))
    for from in 0..<3 { for to in 0..<3 where from != to { _ = Self.fates(&network, 50, from: from, to: to) } }
    #expect(network.counts.lostInBursts > 0)
    network.change(to: scenario.withoutFaults)
    #expect(network.hasFaults == false)
    for from in 0..<3 {
      for to in 0..<3 where from != to {
        _ = Self.fates(&usual, 50, from: from, to: to)
        let before = usual.send(from: from, to: to, content: 7, now: 10_000_000)
        let after = network.send(from: from, to: to, content: 7, now: 10_000_000)
        guard case .arrives(let one) = before, case .arrives(let other) = after else {
          Issue.record("\(from) does not reach \(to): \(after)")
          continue
        }
        #expect(one == other)
      }
    }
  }
}

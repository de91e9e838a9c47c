import RaftCore
import Testing
import TraceChecker

@testable import Simulator

@Suite("The network")
struct NetworkTests {
  private static func network(_ change: (inout Scenario) -> Void = { _ in }) -> Network {
    var scenario = Scenario()
    change(&scenario)
    return Network(scenario, KeyedRandom(seed: 5))
  }

  /// When each of some messages sent one after the other arrives, the lost ones left out.
  private static func arrivals(_ network: inout Network, _ count: Int) -> [Int] {
    (0..<count).flatMap { number in
      switch network.send(from: 0, to: 1, content: UInt64(number), now: number * 100) {
      case .lost: [Int]()
      case .arrives(let time): [time]
      case .arrivesTwice(let time, let again), .arrivesTooLateAgain(let time, let again): [time, again]
      }
    }
  }

  @Test("without reordering, a link keeps the order of its messages")
  func inOrder() {
    var network = Self.network { $0.jitter = 50_000 }
    let arrivals = Self.arrivals(&network, 2000)
    #expect(arrivals == arrivals.sorted())
  }

  @Test("with reordering, messages overtake each other")
  func outOfOrder() {
    var network = Self.network { $0.reorder = 100_000 }
    let arrivals = Self.arrivals(&network, 2000)
    #expect(arrivals != arrivals.sorted())
  }

  @Test("loss and duplication happen as often as they are asked for")
  func rates() {
    var lossy = Self.network { $0.loss = 200_000 }
    #expect((1500...1700).contains(Self.arrivals(&lossy, 2000).count))
    var doubling = Self.network { $0.duplication = 200_000 }
    #expect((2300...2500).contains(Self.arrivals(&doubling, 2000).count))
  }

  @Test("no message is faster than its link, and links differ")
  func latency() {
    var network = Self.network { $0.jitter = 0 }
    var latencies: Set<Int> = []
    for from in 0..<3 {
      for to in 0..<3 where from != to {
        guard case .arrives(let time) = network.send(from: from, to: to, content: 7, now: 0) else { continue }
        #expect((2500...10_000).contains(time))
        latencies.insert(time)
      }
    }
    #expect(latencies.count > 1)
  }

  @Test("a partition cuts what is sent across it, both ways, and nothing on one side")
  func partition() {
    var network = Self.network()
    network.cut(LinkSet(between: 0b1, andOthersOf: 3), now: 10)
    for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0)] {
      guard case .lost = network.send(from: from, to: to, content: 7, now: 20) else {
        Issue.record("\(from) reaches \(to)")
        continue
      }
    }
    guard case .arrives = network.send(from: 1, to: 2, content: 7, now: 20) else {
      Issue.record("1 does not reach 2")
      return
    }
    network.heal()
    guard case .arrives = network.send(from: 0, to: 1, content: 7, now: 30) else {
      Issue.record("0 does not reach 1 after healing")
      return
    }
  }

  @Test("a message in transit is lost to a partition that begins on its way, even if that heals before it would arrive")
  func inTransit() {
    var network = Self.network()
    #expect(network.passes(from: 0, to: 1, sentAt: 5, hasReachedHost: false) == true)
    network.cut(LinkSet(between: 0b1, andOthersOf: 3), now: 10)
    network.heal()
    #expect(network.passes(from: 0, to: 1, sentAt: 5, hasReachedHost: false) == false)
    #expect(network.passes(from: 1, to: 0, sentAt: 10, hasReachedHost: false) == false)
    #expect(network.passes(from: 1, to: 2, sentAt: 5, hasReachedHost: false) == true)
    #expect(network.passes(from: 0, to: 1, sentAt: 11, hasReachedHost: false) == true)
  }

  @Test("to send more or less on one link changes nothing on another")
  func keyed() {
    var quiet = Self.network { $0.loss = 300_000 }
    var busy = Self.network { $0.loss = 300_000 }
    for now in 0..<100 { _ = busy.send(from: 2, to: 1, content: UInt64(now), now: now) }
    #expect(Self.arrivals(&quiet, 100) == Self.arrivals(&busy, 100))
  }

  @Test(
    "to send other contents on a link changes nothing for a content, and each time that it is sent is another decision")
  func keyedByContent() {
    func isLost(_ network: inout Network, _ content: UInt64) -> Bool {
      if case .lost = network.send(from: 0, to: 1, content: content, now: 0) { true } else { false }
    }
    var quiet = Self.network { $0.loss = 300_000 }
    var busy = Self.network { $0.loss = 300_000 }
    var fates: [Bool] = []
    for number in 0..<200 as Range<UInt64> {
      _ = isLost(&busy, 1000 + number)
      fates.append(isLost(&quiet, 7))
      #expect(isLost(&busy, 7) == fates.last)
    }
    #expect((40...80).contains(fates.count { $0 }))
  }

  @Test(
    "the copies of a message are held back independently: without jitter they share an instant only if none is held")
  func copies() {
    var network = Self.network {
      ($0.jitter, $0.duplication, $0.reorder, $0.reorderDelay) = (0, 1_000_000, 500_000, 1_000_000)
    }
    guard case .arrivesTwice(let first, let second) = network.send(from: 0, to: 1, content: 0, now: 0) else {
      Issue.record("the message is not duplicated")
      return
    }
    let latency = network.links[network.index(0, 1)].latency
    var held = [[0, 0], [0, 0]]
    for number in 1...2000 {
      let fate = network.send(from: 0, to: 1, content: UInt64(number), now: 0)
      guard case .arrivesTwice(let one, let other) = fate else { continue }
      held[one > latency ? 1 : 0][other > latency ? 1 : 0] += 1
      #expect(one != other || one == latency, "\(number)")
    }
    #expect(first >= latency && second >= latency)
    for count in held.joined() { #expect((400...600).contains(count)) }
  }
}

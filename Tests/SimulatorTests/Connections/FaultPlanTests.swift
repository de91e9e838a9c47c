import Testing

@testable import Simulator

@Suite("Faults of connections: when they happen, and that they end")
struct FaultPlanTests {
  private static func faulty(seed: UInt64 = 1) -> LoneChannels {
    var lone = LoneChannels(seed: seed, servers: 3) {
      ($0.connections.signalLatency, $0.connections.offerRetry, $0.connections.joinInterval) = (1_000, 5_000, 50_000)
      ($0.connections.breakInterval, $0.connections.detection) = (100_000, 10_000)
      ($0.connections.introducerCrashInterval, $0.connections.introducerDowntime) = (300_000, 100_000)
      $0.connections.strangerInterval = 50_000
    }
    lone.planFaults()
    lone.startAll()
    return lone
  }

  @Test("they come again and again, as often as they were asked for")
  func rates() {
    var lone = Self.faulty()
    lone.pass(20_000_000)
    let counts = lone.statistics.connections
    #expect((170...210).contains(counts.breaks))
    #expect((45...55).contains(counts.introducerCrashes))
    // The introducer is away for a quarter of the time.
    #expect((270...330).contains(counts.strangers))
  }

  @Test("an introducer that crashes is back after a while")
  func introducer() {
    var lone = Self.faulty()
    #expect(lone.pass(atMost: 500_000) { !$0.introducer.isUp })
    #expect(lone.pass(atMost: 150_000) { $0.introducer.isUp })
  }

  @Test("which channels break depends on the seed, and on nothing else")
  func seeds() {
    func numbers(_ seed: UInt64) -> [UInt32] {
      var lone = Self.faulty(seed: seed)
      lone.pass(5_000_000)
      return lone.channels.ends.map(\.state.channel.answer)
    }
    #expect(numbers(1) == numbers(1))
    #expect(Set((1...10).map(numbers)).count == 10)
  }

  @Test("they end: an introducer that is down restarts at once, and no fault happens any more")
  func endFaults() {
    var lone = Self.faulty()
    #expect(lone.pass(atMost: 500_000) { !$0.introducer.isUp })
    lone.channels.endFaults(lone.channels.scenario.withoutFaults)
    #expect(lone.channels.introducer.isUp == true)
    let before = lone.statistics.connections
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    #expect(lone.channels.connectsAll == true)
    #expect(!lone.pass(atMost: 5_000_000) { !$0.introducer.isUp || !$0.connectsAll })
    let after = lone.statistics.connections
    #expect(
      (after.breaks, after.introducerCrashes, after.strangers) == (
        before.breaks, before.introducerCrashes, before.strangers
      ))
  }

  @Test("where nothing is switched on, none is planned")
  func none() {
    var lone = LoneChannels()
    lone.planFaults()
    #expect(lone.queue.nextTime == nil)
  }
}

import Testing

@testable import Simulator

@Suite("Hosts that connect, without servers")
struct SetUpTests {
  private static func bound(_ lone: borrowing LoneChannels) -> VirtualDuration {
    Connections.setUpBound(lone.channels.scenario)
  }

  @Test("all that start are connected in time, every pair by one channel", arguments: 2...9)
  func connect(_ servers: Int) {
    var lone = LoneChannels(servers: servers) { $0.connections.offerRetry = 1_000_000 }
    lone.startAll()
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
    let counts = lone.channels.counts
    #expect(counts.opened == servers * (servers - 1) / 2)
    #expect(counts.offers == counts.opened)
    #expect(counts.closed + counts.staleSignals + counts.offersAgain == 0)
  }

  @Test("signals that are lost and doubled only delay it", arguments: 1...10 as ClosedRange<UInt64>)
  func loss(_ seed: UInt64) {
    var lone = LoneChannels(seed: seed, servers: 5) { ($0.loss, $0.duplication) = (300_000, 300_000) }
    lone.startAll()
    #expect(lone.pass(atMost: 20 * Self.bound(lone)) { $0.connectsAll })
    let counts = lone.channels.counts
    #expect((counts.signals / 5...counts.signals / 2).contains(counts.signalsLost))
    #expect((counts.signals / 10...counts.signals / 3).contains(counts.signalsDuplicated))
    #expect(counts.offersAgain > 0)
  }

  @Test(
    "however little time signals and detection take, the set-up ends",
    arguments: [0, 1, 2, 1_000] as [VirtualDuration], [0, 1, 2, 1_000] as [VirtualDuration])
  func instant(_ latency: VirtualDuration, _ detection: VirtualDuration) {
    var lone = LoneChannels(servers: 3) {
      ($0.connections.signalLatency, $0.connections.detection) = (latency, detection)
    }
    lone.startAll()
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll || $0.counts.signals > 1_000 })
    #expect(lone.channels.connectsAll == true)
  }

  @Test("a server that crashes is missed in time by all others, and finds them again when it returns")
  func restart() {
    var lone = LoneChannels.connected(servers: 5)
    lone.crash(2)
    #expect(lone.channels.counts.closed == 4)
    #expect(lone.channels.counts.noticed == 0)
    lone.pass(lone.channels.scenario.connections.longestDetection)
    #expect(lone.channels.counts.noticed == 4)
    #expect(lone.channels.connectsAll == true)
    lone.start(2)
    #expect(lone.channels.connectsAll == false)
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
    #expect(lone.channels.counts.opened == 14)
  }

  @Test("one that returns before it is missed finds them as well")
  func hastyRestart() {
    var lone = LoneChannels.connected(servers: 5) { $0.connections.detection = 5_000_000 }
    lone.crash(2)
    lone.start(2)
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
    #expect(lone.channels.counts.opened == 14)
  }

  @Test("all that return at once find each other")
  func allRestart() {
    var lone = LoneChannels.connected(servers: 5)
    for id in 0..<5 { lone.crash(id) }
    lone.startAll()
    #expect(lone.channels.connectsAll == false)
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
    #expect(lone.channels.counts.closed == 20)
  }

  @Test("a channel that breaks passes nothing from then on; both ends find out, and set up another")
  func breaks() {
    var lone = LoneChannels.connected(servers: 3)
    let (end, before) = (lone.channels.index(0, 1), lone.channels.counts)
    let number = lone.channels.ends[end].state.channel
    lone.channels.breakChannel(of: end, lone.now)
    #expect(lone.channels.ends[end].state.phase == .open)
    #expect(!lone.channels.areConnected(0, 1) && !lone.channels.areConnected(1, 0))
    #expect(lone.channels.areConnected(0, 2) && lone.channels.areConnected(1, 2))
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
    let after = lone.channels.counts
    #expect(after.noticed > before.noticed)
    #expect(after.closed == before.closed + 2)
    #expect(after.opened == before.opened + 1)
    #expect(lone.channels.ends[end].state.channel.answer > number.answer)
  }

  @Test("without the introducer channels stay, and no new ones come; when it is back, they do")
  func introducer() {
    var lone = LoneChannels.connected(servers: 3)
    lone.channels.introducer.crash()
    lone.pass(5_000_000)
    #expect(lone.channels.connectsAll == true)
    #expect(lone.channels.counts.closed == 0)
    let missed = lone.channels.counts.signalsMissed
    lone.crash(1)
    lone.start(1)
    #expect(!lone.pass(atMost: 5_000_000) { $0.areConnected(0, 1) || $0.areConnected(1, 2) })
    #expect(lone.channels.areConnected(0, 2) == true)
    #expect(lone.channels.counts.signalsMissed > missed)
    lone.channels.introducer.restart()
    #expect(lone.pass(atMost: Self.bound(lone)) { $0.connectsAll })
  }

  @Test("what is said to one that is down, or is another now, reaches nobody")
  func missed() {
    var lone = LoneChannels.connected(servers: 3)
    let (key, roster, missed) = (lone.channels.key, lone.channels.roster, lone.channels.counts.signalsMissed)
    let signal = Signal(body: .introduction, room: key, sender: roster[0], receiver: roster[1])
    lone.channels.receive(signal, at: 2, lone.now)
    lone.crash(1)
    lone.channels.receive(signal, at: 1, lone.now)
    #expect(lone.channels.counts.signalsMissed == missed + 2)
  }

  @Test("hosts of other rooms join, and no server ever hears of one")
  func strangers() {
    var lone = LoneChannels(servers: 3) { $0.connections.strangerInterval = 50_000 }
    lone.planFaults()
    lone.startAll()
    lone.pass(5_000_000)
    #expect(lone.channels.connectsAll == true)
    #expect(lone.statistics.connections.strangers > 50)
    #expect(lone.channels.counts.strangersMet == 0)
    #expect(lone.channels.counts.opened == 3)
  }
}

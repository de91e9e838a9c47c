@testable import Simulator

/// Hosts, their introducer and their channels, and nothing else: no servers, and no messages but those of a test.
struct LoneChannels {
  let queue = EventQueue()
  var channels: Channels
  private(set) var now = 0

  init(
    seed: UInt64 = 1, servers: Int = 2, rules: ConnectionRules = ConnectionRules(),
    change: (inout Scenario) -> Void = { _ in }
  ) {
    var scenario = Scenario()
    scenario.servers = servers
    scenario.connections.channels = 1
    change(&scenario)
    channels = Channels(scenario, KeyedRandom(seed: seed), queue, rules)
  }

  /// Those of a seed, all started and connected.
  static func connected(
    seed: UInt64 = 1, servers: Int = 2, change: (inout Scenario) -> Void = { _ in }
  ) -> LoneChannels {
    var lone = LoneChannels(seed: seed, servers: servers, change: change)
    lone.startAll()
    lone.pass(Connections.setUpBound(lone.channels.scenario))
    return lone
  }

  mutating func startAll() { for id in channels.hosts.indices { channels.start(id, now: now) } }

  mutating func start(_ id: Int) { channels.start(id, now: now) }

  mutating func crash(_ id: Int) { channels.crash(id, now: now) }

  /// Lets `time` microseconds pass.
  mutating func pass(_ time: Int) { _ = pass(atMost: time) { _ in false } }

  /// Lets time pass, `limit` microseconds at most, until something is so. Returns whether it is.
  mutating func pass(atMost limit: Int, until isSo: (borrowing Channels) -> Bool) -> Bool {
    let end = now + limit
    while !isSo(channels) {
      guard let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() else {
        now = end
        return false
      }
      now = time
      guard case .connection(let occurrence) = occurrence else { fatalError("nothing else is planned") }
      channels.handle(occurrence, now: now)
    }
    return true
  }
}

extension Channels {
  /// Whether all servers that run have open channels to each other.
  var connectsAll: Bool {
    for one in hosts.indices where hosts[one].isUp {
      for other in 0..<one where hosts[other].isUp && !areConnected(one, other) { return false }
    }
    return true
  }
}

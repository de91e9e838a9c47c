@testable import Simulator

/// Hosts, their introducer and their channels, and nothing else: no servers, and no messages but those of a test.
struct LoneChannels: ~Copyable {
  let queue = EventQueue()
  var channels: Channels
  /// What happened of the recurring faults.
  private(set) var statistics = RunStatistics()
  private var faults: FaultSchedule
  private(set) var now = 0

  init(
    seed: UInt64 = 1, servers: Int = 2, rules: ConnectionRules = ConnectionRules(),
    change: (inout Scenario) -> Void = { _ in }
  ) {
    var scenario = Scenario()
    scenario.servers = servers
    scenario.connections.channels = true
    change(&scenario)
    channels = Channels(scenario, KeyedRandom(seed: seed), queue, rules)
    faults = FaultSchedule(KeyedRandom(seed: seed))
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

  /// Lets `time` pass.
  mutating func pass(_ time: VirtualDuration) { _ = pass(atMost: time) { _ in false } }

  /// Lets time pass, at most `limit`, until a condition holds. Returns whether it does.
  mutating func pass(atMost limit: VirtualDuration, until isSo: (borrowing Channels) -> Bool) -> Bool {
    let end = now + limit.microseconds
    while !isSo(channels) {
      guard let time = queue.nextTime, time <= end, let (_, occurrence) = queue.pop() else {
        now = end
        return false
      }
      now = time
      switch occurrence {
      case .fault(let fault): occurs(fault)
      case .connection(let occurrence):
        channels.handle(occurrence, now: now)
        if case .introducerRestart = occurrence { plan(.introducerCrash) }
      default: fatalError("nothing else is planned")
      }
    }
    return true
  }

  /// Plans the first fault of each kind.
  mutating func planFaults() { for fault in RecurringFault.allCases { plan(fault) } }

  private mutating func plan(_ fault: RecurringFault) {
    if let time = faults.next(fault, after: now, in: channels.scenario) { queue.push(.fault(fault), at: time) }
  }

  private mutating func occurs(_ fault: RecurringFault) {
    guard fault.plan.fault.isPlanned(in: channels.scenario) else { return }
    let number = faults.number(of: fault)
    let hasHappened =
      switch fault {
      case .channelBreak: channels.breakAnyChannel(number, now: now)
      case .introducerCrash: channels.crashIntroducer(number, isCarriedOut: true, now: now)
      case .stranger: channels.strangerJoins(number, now: now)
      default: fatalError("there are no servers")
      }
    if hasHappened { statistics[keyPath: fault.plan.count] += 1 }
    if fault.plan.next == .afterStart || !hasHappened { plan(fault) }
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

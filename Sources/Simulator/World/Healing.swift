import RaftCore

/// The end of a run: the faults have ceased, and within a bound of time the cluster must work again.
struct Healing {
  /// When the faults ended.
  let began: Int
  /// When it must work at the latest.
  let deadline: Int
  /// The servers that stay away.
  let absent: ServerSet

  /// The servers that must work.
  func connected(of servers: Int) -> ServerSet { ServerSet(rawValue: (1 << UInt16(servers) - 1) & ~absent.rawValue) }
}

/// Within what time a cluster must work again when its faults have ended, or why that cannot be demanded.
enum ProgressDemand: Hashable {
  /// Within so many microseconds.
  case within(Int)
  /// A message and its answer take as long as an election timeout, or longer: servers stand for election before they can
  /// hear of a leader (§5.6, "broadcastTime ≪ electionTimeout").
  case nothingForTiming
  /// Election timeouts are drawn from a range that messages do not cross in time: candidates split the votes again and
  /// again (§9.3).
  case nothingForSpread

  /// How many elections may fail, one after another: split votes.
  private static let elections = 50

  /// What can be demanded of `scenario`, one without faults, when the longest log has `entries` entries.
  init(_ scenario: Scenario, entries: Int) {
    let way = scenario.longestWay
    guard 2 * way < scenario.electionTimeout else {
      self = .nothingForTiming
      return
    }
    guard way <= scenario.electionSpread || scenario.servers == 1 else {
      self = .nothingForSpread
      return
    }
    let election = scenario.electionTimeout + scenario.electionSpread + 2 * way
    // One entry in a message, and every message waits for the answer to the last one, or for a heartbeat.
    let replication = (entries + 10) * (2 * way + scenario.heartbeat)
    // A client that asks servers at random until it asks one that can serve it.
    let clients = 20 * (scenario.requestTimeout + scenario.electionTimeout)
    self = .within(Self.elections * election + replication + clients)
  }
}

extension Scenario {
  /// The longest time from a step to the arrival of a message that it sends, in a world without faults.
  var longestWay: Int { 2 * latency + jitter }
}

/// The parameters that no fault has.
extension ScenarioParameter {
  /// The servers and the network between them. Parts 1 to 29 of a seed's scenario.
  static let cluster: [ScenarioParameter] = [
    .init("servers", 1...9, "number of servers", \.servers) {
      [1, 2, 3, 3, 3, 4, 5, 5, 5, 6, 7][$0.below(11, 1)]
    },
    .init("clients", 0...64, "number of clients", \.clients) { 1 + $0.below(4, 2) },
    .init(time: "duration", from: 1, to: 24 * hour, "virtual time until the faults end", \.duration) {
      $0.between(2_000_000, 8_000_000, 3)
    },
    .init(
      "events", 0...1 << 40,
      "maximum number of events while there are faults, and again during recovery; 0 for no limit", \.events),
    .init(time: "election-timeout", from: 1, "minimum election timeout", \.electionTimeout) {
      $0.between(50_000, 300_000, 10)
    },
    .init(
      time: "election-spread", "size of the range above the minimum in which election timeouts are drawn",
      \.electionSpread
    ) {
      $0.isOn(1, of: 8, 11) ? 10_000 : $0.scenario.electionTimeout
    },
    .init(time: "heartbeat", from: 1, "interval between a leader's heartbeats", \.heartbeat) {
      $0.scenario.electionTimeout / (2 + $0.below(4, 12))
    },
    .init(switch: "no-op", "whether a new leader appends a no-op", \.noOp) { $0.isOn(2, of: 3, 13) },
    .init("batch", 1...4, "maximum number of entries in a message", \.batch) { 1 + $0.below(4, 14) },
    .init(
      "window", 1...Scenario.widestWindow, "maximum number of entries sent to a follower and not yet acknowledged",
      \.window
    ) {
      [1, 4, 32, 32][$0.below(4, 15)]
    },
    .init(time: "latency", "typical minimum latency; that of each link is between half and twice this", \.latency) {
      $0.isOn(1, of: 4, 20) ? $0.scenario.electionTimeout / 4 : $0.between(500, 10_000, 21)
    },
    .init(time: "jitter", "maximum additional latency of a message", \.jitter) {
      let latency = $0.scenario.latency
      return [0, latency / 2, latency, 4 * latency][$0.below(4, 22)]
    },
  ]

  /// The clients. Parts 40 to 49 of a seed's scenario.
  static let clients: [ScenarioParameter] = [
    .init(time: "think", "mean time from an answer to the client's next request", \.think) {
      $0.scale(1_000, 100_000, 41)
    },
    .init(time: "request-timeout", from: 1, "time that a client waits for an answer", \.requestTimeout) {
      $0.between($0.scenario.electionTimeout, 4 * $0.scenario.electionTimeout, 42)
    },
    .init("attempts", 1...1000, "maximum number of attempts of a client for one command", \.attempts) {
      1 + $0.below(6, 43)
    },
  ]
}

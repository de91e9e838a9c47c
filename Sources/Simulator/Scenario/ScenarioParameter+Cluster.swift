/// The parameters that no fault has.
extension ScenarioParameter {
  /// The servers and the network between them. Parts 1 to 29 of a seed's scenario.
  static let cluster: [ScenarioParameter] = [
    .init("servers", 1...9, "servers in the cluster", \.servers) {
      [1, 2, 3, 3, 3, 4, 5, 5, 5, 6, 7][$0.below(11, 1)]
    },
    .init("clients", 0...64, "clients", \.clients) { 1 + $0.below(4, 2) },
    .init(time: "duration", from: 1, to: 24 * hour, "virtual time of a run", \.duration) {
      $0.between(2_000_000, 8_000_000, 3)
    },
    .init("events", 0...1 << 40, "most events under faults, and as many again in recovery; 0 for no limit", \.events),
    .init(time: "election-timeout", from: 1, "shortest election timeout", \.electionTimeout) {
      $0.between(50_000, 300_000, 10)
    },
    .init(time: "election-spread", "by how much longer one may be", \.electionSpread) {
      $0.isOn(1, of: 8, 11) ? 10_000 : $0.scenario.electionTimeout
    },
    .init(time: "heartbeat", from: 1, "time between a leader's heartbeats", \.heartbeat) {
      $0.scenario.electionTimeout / (2 + $0.below(4, 12))
    },
    .init(switch: "no-op", "1: a new leader appends a no-op", \.noOp) { $0.isOn(2, of: 3, 13) },
    .init("batch", 1...4, "most entries in a message", \.batch) { 1 + $0.below(4, 14) },
    .init("window", 1...4096, "most entries sent ahead of acknowledgement", \.window) {
      [1, 4, 32, 32][$0.below(4, 15)]
    },
    .init(time: "latency", "middle of the links' shortest latencies", \.latency) {
      $0.isOn(1, of: 4, 20) ? $0.scenario.electionTimeout / 4 : $0.between(500, 10_000, 21)
    },
    .init(time: "jitter", "by how much longer a message may take", \.jitter) {
      let latency = $0.scenario.latency
      return [0, latency / 2, latency, 4 * latency][$0.below(4, 22)]
    },
  ]

  /// The clients. Parts 40 to 49 of a seed's scenario.
  static let clients: [ScenarioParameter] = [
    .init(time: "think", "mean time between a client's requests", \.think) { $0.scale(1_000, 100_000, 41) },
    .init(time: "request-timeout", from: 1, "how long a client waits for an answer", \.requestTimeout) {
      $0.between($0.scenario.electionTimeout, 4 * $0.scenario.electionTimeout, 42)
    },
    .init("attempts", 1...1000, "tries of a client before it gives up", \.attempts) { 1 + $0.below(6, 43) },
  ]
}

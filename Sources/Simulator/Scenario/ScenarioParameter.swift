/// One part of a scenario, as people name it: the table that options, printing and trace headers share.
public struct ScenarioParameter: Sendable {
  /// The name, as in `--loss`.
  public let name: String
  /// What its numbers count.
  public let unit: Unit
  /// The values that make sense.
  public let range: ClosedRange<Int>
  /// What it is, in a line.
  public let help: String
  private let path: WritableKeyPath<Scenario, Int> & Sendable

  /// What a parameter counts.
  public enum Unit: Sendable {
    /// A number of things.
    case count
    /// Microseconds.
    case duration
    /// Parts per million.
    case rate
  }

  init(
    _ name: String, _ unit: Unit, _ range: ClosedRange<Int>, _ help: String,
    _ path: WritableKeyPath<Scenario, Int> & Sendable
  ) {
    self.name = name
    self.unit = unit
    self.range = range
    self.help = help
    self.path = path
  }

  /// The value in `scenario`.
  public func value(in scenario: Scenario) -> Int { scenario[keyPath: path] }

  /// Sets the value in `scenario`.
  /// - Precondition: it is in `range`.
  public func set(_ value: Int, in scenario: inout Scenario) {
    precondition(range.contains(value), "\(name) is \(range), not \(value)")
    scenario[keyPath: path] = value
  }

  /// The value in `scenario` as an option takes it: `5`, `150ms`, `0.01`.
  public func text(in scenario: Scenario) -> String {
    let value = value(in: scenario)
    switch unit {
    case .count: return String(value)
    case .duration: return Self.durationText(value)
    case .rate: return Self.rateText(value)
    }
  }

  private static func durationText(_ value: Int) -> String {
    if value % 1_000_000 == 0 { return "\(value / 1_000_000)s" }
    return value % 1_000 == 0 ? "\(value / 1_000)ms" : "\(value)us"
  }

  /// A rate, in parts per million, as an option takes it.
  public static func rateText(_ value: Int) -> String {
    guard value > 0, value < 1_000_000 else { return String(value / 1_000_000) }
    var digits = String(1_000_000 + value).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "0." + digits
  }

  static let hour = 3_600_000_000
  static let million = 1_000_000

  /// Every parameter but the machine, in the order in which people read them.
  public static let all: [ScenarioParameter] =
    basic + NetworkFaults.parameters + DiskFaults.parameters + TimeFaults.parameters + ServerFaults.parameters
    + Connections.parameters

  /// The parameter called `name`.
  public static func named(_ name: String) -> ScenarioParameter? { all.first { $0.name == name } }

  private static let basic: [ScenarioParameter] = [
    .init("servers", .count, 1...9, "servers in the cluster", \.servers),
    .init("clients", .count, 0...64, "clients", \.clients),
    .init("duration", .duration, 1...24 * hour, "virtual time of a run", \.duration),
    .init("events", .count, 0...1 << 40, "most events under faults, and again in healing, 0 for no limit", \.events),
    .init("election-timeout", .duration, 1...hour, "shortest election timeout", \.electionTimeout),
    .init("election-spread", .duration, 0...hour, "by how much longer one may be", \.electionSpread),
    .init("heartbeat", .duration, 1...hour, "time between a leader's heartbeats", \.heartbeat),
    .init("no-op", .count, 0...1, "1: a new leader appends a no-op", \.noOp),
    .init("batch", .count, 1...4, "most entries in a message", \.batch),
    .init("window", .count, 1...4096, "most entries sent ahead of acknowledgement", \.window),
    .init("latency", .duration, 0...hour, "middle of the links' shortest latencies", \.latency),
    .init("jitter", .duration, 0...hour, "by how much longer a message may take", \.jitter),
    .init("loss", .rate, 0...million, "share of messages lost", \.loss),
    .init("duplication", .rate, 0...million, "share of messages that arrive twice", \.duplication),
    .init("reorder", .rate, 0...million, "share of messages held back and overtaken", \.reorder),
    .init("reorder-delay", .duration, 0...hour, "by how long at most one is held back", \.reorderDelay),
    .init("crash-interval", .duration, 0...hour, "mean time between crashes, 0 for none", \.crashInterval),
    .init("downtime", .duration, 1...hour, "mean time from crash to restart", \.downtime),
    .init(
      "partition-interval", .duration, 0...hour, "mean time to the next partition, 0 for none", \.partitionInterval),
    .init("partition-duration", .duration, 1...hour, "mean duration of a partition", \.partitionDuration),
    .init("think", .duration, 0...hour, "mean time between a client's requests", \.think),
    .init("request-timeout", .duration, 1...hour, "how long a client waits for an answer", \.requestTimeout),
    .init("attempts", .count, 1...1000, "tries of a client before it gives up", \.attempts),
  ]
}

extension Scenario {
  /// The scenario as options that give it by hand, but for those that a calm one has anyway.
  public var options: [(name: String, value: String)] {
    let calm = Scenario()
    var options = ScenarioParameter.all
      .filter { $0.name == "servers" || $0.value(in: self) != $0.value(in: calm) }
      .map { (name: $0.name, value: $0.text(in: self)) }
    if machine != calm.machine { options.append((name: "machine", value: machine.rawValue)) }
    return options
  }
}

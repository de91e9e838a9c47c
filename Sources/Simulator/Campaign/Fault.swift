/// A kind of fault that a scenario can switch on, and where a run counts it.
public struct Fault: Sendable {
  /// The name of the option that switches it on.
  public let option: String
  /// What it does, in words.
  public let name: String
  /// What it models, in a line.
  public let models: String
  /// Whether Raft assumes that it does not happen. Such a fault is off unless it is asked for.
  public let isBeyondAssumptions: Bool
  private let rate: KeyPath<Scenario, Int> & Sendable
  private let path: KeyPath<RunStatistics, Int> & Sendable
  private let fewestServers: Int

  init(
    _ option: String, _ name: String, models: String, isBeyondAssumptions: Bool = false, fewestServers: Int = 1,
    rate: KeyPath<Scenario, Int> & Sendable,
    count: KeyPath<RunStatistics, Int> & Sendable
  ) {
    self.option = option
    self.name = name
    self.models = models
    self.isBeyondAssumptions = isBeyondAssumptions
    self.fewestServers = fewestServers
    self.rate = rate
    path = count
  }

  /// Every kind of fault.
  public static let all = basic + networkFaults + diskFaults + timeFaults + serverFaults + connections

  private static let basic = [
    Fault(
      "loss", "message loss", models: "messages that never come", fewestServers: 2, rate: \.loss, count: \.lost),
    Fault(
      "duplication", "message duplication", models: "messages that come twice, each after a delay of its own",
      fewestServers: 2, rate: \.duplication, count: \.duplicated),
    Fault(
      "reorder", "reordering", models: "messages held back and overtaken by later ones", fewestServers: 2,
      rate: \.reorder, count: \.reordered),
    Fault(
      "crash-interval", "crashes", models: "a server stops and starts again from its disk", rate: \.crashInterval,
      count: \.crashes),
    Fault(
      "partition-interval", "partitions", models: "servers that cannot reach each other for a while",
      fewestServers: 2, rate: \.partitionInterval, count: \.partitions),
  ]

  /// Whether it can happen in `scenario`.
  public func isOn(in scenario: Scenario) -> Bool {
    scenario[keyPath: rate] > 0 && scenario.servers >= fewestServers
  }

  /// How often it happened.
  public func count(in statistics: RunStatistics) -> Int { statistics[keyPath: path] }
}

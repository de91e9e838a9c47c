/// A kind of fault that a scenario can switch on, and where a run counts it.
public struct Fault: Sendable {
  /// The name of the option that switches it on.
  public let option: String
  /// What it does, in words.
  public let name: String
  private let rate: @Sendable () -> KeyPath<Scenario, Int>
  private let path: @Sendable () -> KeyPath<RunStatistics, Int>
  private let fewestServers: Int

  /// Every kind of fault.
  public static let all = [
    Fault(option: "loss", name: "message loss", rate: { \.loss }, path: { \.lost }, fewestServers: 2),
    Fault(
      option: "duplication", name: "message duplication", rate: { \.duplication }, path: { \.duplicated },
      fewestServers: 2),
    Fault(option: "reorder", name: "reordering", rate: { \.reorder }, path: { \.reordered }, fewestServers: 2),
    Fault(
      option: "crash-interval", name: "crashes", rate: { \.crashInterval }, path: { \.crashes }, fewestServers: 1),
    Fault(
      option: "partition-interval", name: "partitions", rate: { \.partitionInterval }, path: { \.partitions },
      fewestServers: 2),
  ]

  /// Whether it can happen in `scenario`.
  public func isOn(in scenario: Scenario) -> Bool {
    scenario[keyPath: rate()] > 0 && scenario.servers >= fewestServers
  }

  /// How often it happened.
  public func count(in statistics: RunStatistics) -> Int { statistics[keyPath: path()] }
}

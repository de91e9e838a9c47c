/// A kind of fault, declared in one place: what it models, the parameters that turn it on and shape it (with how seeds
/// draw them), where it applies, and what counts it. Options, help, lists, reports and the end of the faults follow.
///
/// It is a class because every access to the tables would copy a structure of this size.
public final class Fault: Sendable {
  /// What happens, as a report names it.
  public let name: String
  /// What it models, in a line.
  public let models: String
  /// The part of a simulated host that it acts on.
  public let layer: Layer
  /// Whether Raft assumes that it does not happen. Such a fault is off unless it is asked for.
  public let isBeyondAssumptions: Bool
  /// The parameter that turns it on: it is off at `0`.
  public let parameter: ScenarioParameter
  /// That parameter, and those that shape the fault.
  public let parameters: [ScenarioParameter]
  /// Whether a server that it stopped restarts after the downtime, which is a parameter of crashes.
  private let hasDowntime: Bool
  /// Its counts; the first is how often it happened.
  public let counts: [RunStatistics.Count]
  private let scope: Scope
  private let isOn: (@Sendable (Scenario) -> Bool)?

  /// What a fault acts on.
  public enum Layer: String, Hashable, Sendable, CaseIterable {
    /// Messages in transit, and the connections that carry them.
    case transport
    /// The core and the clock and memory of its host.
    case core
    /// The disk that the core writes to.
    case disk
  }

  /// The scenarios in which a fault can happen.
  struct Scope: Sendable {
    /// From how many servers on.
    var servers = 1
    /// Whether only where servers reach each other over channels.
    var channels = false
    /// Whether its parameter acts on the messages of clients too, in a cluster of any size.
    var reachesClients = false
    /// Whether its times are drawn and planned in smaller clusters too, where it hits nothing. The faults of a run end
    /// with its last occurrence, so that leaving these out would move the seeds of small clusters.
    var isPlannedAnyway = false
    /// Whether it is a shape of partitions, and so can happen only where there are partitions.
    var partitions = false
    /// Whether it ends with the faults, or is part of the world for the whole run.
    var ends = true

    /// Any scenario.
    static let any = Scope()
    /// Those with messages between servers.
    static let messages = Scope(servers: 2)
    /// Those with channels.
    static let channels = Scope(servers: 2, channels: true)
  }

  /// A fault whose first parameter switches it on, and whose first count is how often it happened.
  /// - Parameters:
  ///   - hasDowntime: whether a server that it stopped restarts after the downtime.
  ///   - isOn: whether a scenario has it, where that is not only a question of its first parameter.
  init(
    _ name: String, models: String, in layer: Layer, scope: Scope = .any, isBeyondAssumptions: Bool = false,
    hasDowntime: Bool = false, _ parameters: [ScenarioParameter], counts: [RunStatistics.Count],
    isOn: (@Sendable (Scenario) -> Bool)? = nil
  ) {
    precondition(!parameters.isEmpty && !counts.isEmpty, "\(name): a fault has a parameter and a count")
    self.name = name
    self.models = models
    self.layer = layer
    self.isBeyondAssumptions = isBeyondAssumptions
    self.hasDowntime = hasDowntime
    parameter = parameters[0]
    self.parameters = parameters
    self.counts = counts
    self.scope = scope
    self.isOn = isOn
  }

  /// Every kind of fault, in the order of lists and reports.
  public static let all = basic + others

  /// The faults whose parameters come before those of clients.
  static let basic = messageFaults + [crashes, partitions]
  /// The faults whose parameters come after those of clients.
  static let others = linkFaults + partitionShapes + diskFaults + timeFaults + serverFaults + connections

  /// The name of the option that turns it on.
  public var option: String { parameter.name }

  /// Whether it can happen in a cluster such as that of `scenario`, if it is on.
  /// - Parameters:
  ///   - scenario: the cluster.
  ///   - hasDisk: whether the core writes through the simulated disk.
  public func applies(in scenario: Scenario, hasDisk: Bool = true) -> Bool {
    scenario.servers >= scope.servers && (!scope.channels || scenario.connections.channels)
      && (layer != .disk || hasDisk)
  }

  /// What a scenario must have for a parameter of a fault to have an effect.
  public struct Need: Hashable, Sendable {
    /// The name of the option that gives it.
    public let option: String
    /// What the value of that option must be, such as `2 or more`.
    public let amount: String

    fileprivate init(_ option: String, _ amount: String) { (self.option, self.amount) = (option, amount) }

    /// The fault must be on.
    fileprivate init(_ fault: Fault) {
      self.init(fault.option, fault.parameter.unit == .switch ? "1" : "above 0")
    }
  }

  /// Whether the fault uses the parameter: one of its own, or the downtime of crashes.
  public func depends(on parameter: ScenarioParameter) -> Bool {
    parameters.contains { $0.name == parameter.name } || hasDowntime && parameter.name == Self.downtime.name
  }

  /// What `scenario` lacks for `parameter` to have an effect on this fault.
  /// - Precondition: the fault depends on `parameter`.
  public func needs(of parameter: ScenarioParameter, in scenario: Scenario) -> [Need] {
    var needs: [Need] = []
    if scenario.servers < scope.servers, !scope.reachesClients, !scope.isPlannedAnyway {
      needs.append(Need("servers", "\(scope.servers) or more"))
    }
    if scope.channels, !scenario.connections.channels { needs.append(Need(Self.channels)) }
    if scope.partitions, scenario.partitionInterval == 0 { needs.append(Need(Self.partitions)) }
    let isShape = parameter.name != self.parameter.name
    if isShape, self.parameter.value(in: scenario) == 0 { needs.append(Need(self)) }
    return needs
  }

  /// Whether a seed may draw it.
  func isDrawn(in scenario: Scenario, hasDisk: Bool) -> Bool {
    applies(in: scenario, hasDisk: hasDisk) || scope.reachesClients
      || scope.isPlannedAnyway && (layer != .disk || hasDisk)
  }

  /// Whether a run plans it, if it is a recurring fault.
  func isPlanned(in scenario: Scenario) -> Bool {
    isOn(in: scenario) || scope.isPlannedAnyway && parameter.value(in: scenario) > 0
  }

  /// Whether it can happen in `scenario`, and is on.
  public func isOn(in scenario: Scenario) -> Bool {
    applies(in: scenario) && (isOn?(scenario) ?? (parameter.value(in: scenario) > 0))
  }

  /// How often it happened.
  public func count(in statistics: RunStatistics) -> Int { statistics[keyPath: counts[0].path] }

  /// Switches it off, if it ends with the faults of a run.
  func end(in scenario: inout Scenario) {
    if scope.ends { parameter.set(0, in: &scenario) }
  }
}

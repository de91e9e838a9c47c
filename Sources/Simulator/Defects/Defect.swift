import RaftCore
import TraceChecker

/// A planted defect: rules of servers, hosts, disks, connections or clients, one of which differs. The code of the core
/// has no defects.
public struct Defect: Sendable {
  /// The name, as in `--defect`.
  public let name: String
  /// What the defect changes, in one line.
  public let change: String
  /// The names of the checks that it can violate, each in some run. Conformance to the specification is one of them
  /// for every defect of the servers but those of timers and of what is not sent.
  public let breaks: [String]
  /// The rules of the servers that have the defect.
  public private(set) var rules = Rules()
  /// The rules of the disks that have the defect.
  public private(set) var disk = DiskRules()
  /// The servers that have the defect, by default all. A defect of hosts or disks is in those of these servers only.
  public private(set) var servers = allServers
  /// The rules of the hosts that have the defect.
  public private(set) var host = HostRules()
  /// The rules of all connections between hosts.
  public private(set) var connections = ConnectionRules()
  /// The rules of all clients.
  public private(set) var clients = ClientRules()
  /// Whether the defect is in hosts, disks, connections or clients, and not in the servers.
  public let isOfHost: Bool
  /// The values of the scenario without which the defect has no effect; seeds draw the others.
  public private(set) var needs: [Need] = []

  /// A value of a scenario that a defect needs.
  public struct Need: Sendable {
    /// Where a scenario has it.
    let path: PartialKeyPath<Scenario> & Sendable
    private let write: @Sendable (inout Scenario) -> Void

    /// The value at `path` of a scenario.
    public init<Value: ScenarioValue>(_ path: WritableKeyPath<Scenario, Value> & Sendable, _ value: Value) {
      self.path = path
      write = { $0[keyPath: path] = value }
    }

    /// Gives `scenario` the value.
    public func apply(to scenario: inout Scenario) { write(&scenario) }
  }

  /// A defect of the servers.
  /// - Parameters:
  ///   - name: the name, as in `--defect`.
  ///   - change: what is changed, in a line.
  ///   - breaks: the names of the checks that it can violate.
  ///   - conforms: whether each of their steps is still one of the specification.
  ///   - needs: what it needs of the world to show itself.
  ///   - servers: the servers that have it.
  ///   - plant: changes the rules.
  public init(
    _ name: String, _ change: String, breaks: [String], conforms: Bool = false, needs: [Need] = [],
    servers: ServerSet = Defect.allServers, plant: (inout Rules) -> Void
  ) {
    self.name = name
    self.change = change
    self.breaks = breaks + (conforms ? [] : [Conformance.name])
    self.servers = servers
    isOfHost = false
    self.needs = needs
    plant(&rules)
  }

  /// A defect of the hosts or their disks: their servers do as they should, and may conform to the specification.
  public init(
    ofHost name: String, _ change: String, breaks: [String], needs: [Need] = [],
    servers: ServerSet = Defect.allServers, plant: (inout DiskRules, inout HostRules) -> Void
  ) {
    self.init(besideServers: name, change, breaks, needs)
    self.servers = servers
    plant(&disk, &host)
  }

  /// A defect of the connections between hosts.
  public init(
    ofConnections name: String, _ change: String, breaks: [String], needs: [Need] = [],
    plant: (inout ConnectionRules) -> Void
  ) {
    self.init(besideServers: name, change, breaks, needs)
    plant(&connections)
  }

  /// A defect of the clients.
  public init(
    ofClients name: String, _ change: String, breaks: [String], needs: [Need] = [],
    plant: (inout ClientRules) -> Void
  ) {
    self.init(besideServers: name, change, breaks, needs)
    plant(&clients)
  }

  private init(besideServers name: String, _ change: String, _ breaks: [String], _ needs: [Need]) {
    self.name = name
    self.change = change
    self.breaks = breaks
    isOfHost = true
    self.needs = needs
  }

  /// The rules of one server: those of the defect if it has it, otherwise the paper's.
  public func rules(of server: ServerID) -> Rules { servers.contains(server) ? rules : Rules() }

  /// The rules of one server's disk: those of the defect if it has it.
  public func disk(of server: ServerID) -> DiskRules { servers.contains(server) ? disk : DiskRules() }

  /// The rules of a server's host: those of the defect if the server has it.
  public func host(of server: ServerID) -> HostRules { servers.contains(server) ? host : HostRules() }

  /// Every server of the largest cluster.
  public static let allServers = ServerSet(0..<Limits.servers)

  /// Whether a step of a server may leave the specification.
  public var leavesSpecification: Bool { breaks.contains(Conformance.name) }

  /// Whether it has an effect only if disks are slow or fail, and none if every write is durable at once.
  public var needsDiskFaults: Bool {
    let onDisk = Fault.diskFaults.flatMap(\.parameters).map(\.path)
    return needs.contains { onDisk.contains($0.path) }
  }

  /// The defect called `name`.
  public static func named(_ name: String) -> Defect? { all.first { $0.name == name } }

  /// Every defect, in the order of the protocol.
  public static let all =
    elections + replication + commits + durability + disks + clocks + hosts + answers + links + connections
}

extension Defect {
  /// Gives `scenario` what the defect needs of it.
  package func prepare(_ scenario: inout Scenario) { for need in needs { need.apply(to: &scenario) } }
}

extension Defect? {
  /// The rules of each of the servers.
  package func rules(servers: Int) -> [Rules] { (0..<servers).map { self?.rules(of: $0) ?? Rules() } }

  /// The rules of each of the servers' hosts.
  package func hosts(servers: Int) -> [HostRules] { (0..<servers).map { self?.host(of: $0) ?? HostRules() } }

  /// How the disk of each of the servers keeps what it is given.
  package func disks(servers: Int) -> [DiskRules] { (0..<servers).map { self?.disk(of: $0) ?? DiskRules() } }
}

/// The header of a trace, before its events.
public struct TraceHeader: Hashable, Sendable {
  /// The number of servers, `1 ... 9`.
  public var servers: Int
  /// The seed of the run, if it has one.
  public var seed: UInt64?
  /// The scenario of the run, as the options that give it by hand.
  public var scenario: String?
  /// The name of the planted defect, if there is one.
  public var defect: String?
  /// The name of the check that this trace is known to violate, if any.
  public var violates: String?
  /// Whether every step records the messages that it sends, as `Conformance` requires.
  public var recordsSent: Bool
  /// The version of the format.
  public var version: Int
  /// The name of the implementation of Raft, if it is recorded.
  public var core: String?
  /// The name of the state machine, if it is recorded.
  public var machine: String?
  /// How messages travel, such as `datagrams` or `channels`, if it is recorded.
  public var transport: String?
  /// Whether each step is recorded where it was taken, and a `sync` note where it became durable. If not, each step is
  /// recorded where it became durable.
  public var recordsSyncs: Bool
  /// How many events follow, notes included, if it is known: a trace with fewer was cut.
  public var events: Int?

  /// A header. Without arguments beside `servers`: of the latest version, with nothing else recorded.
  public init(
    servers: Int, seed: UInt64? = nil, scenario: String? = nil, defect: String? = nil, violates: String? = nil,
    recordsSent: Bool = false, version: Int = TraceHeader.latestVersion, core: String? = nil, machine: String? = nil,
    transport: String? = nil, recordsSyncs: Bool = false, events: Int? = nil
  ) {
    self.servers = servers
    self.seed = seed
    self.scenario = scenario
    self.defect = defect
    self.violates = violates
    self.recordsSent = recordsSent
    self.version = version
    self.core = core
    self.machine = machine
    self.transport = transport
    self.recordsSyncs = recordsSyncs
    self.events = events
  }

  /// The latest version of the format. All from 1 on are read.
  public static let latestVersion = 2
  /// The largest cluster of a trace.
  public static let serverLimit = 9
}

/// What stands before the events of a trace.
public struct TraceHeader: Hashable, Sendable {
  /// The number of servers, `1 ... 9`.
  public var servers: Int
  /// The seed of the run, if it has one.
  public var seed: UInt64?
  /// The scenario of the run, as the options that give it by hand.
  public var scenario: String?
  /// The planted defect, if there is one.
  public var defect: String?
  /// The invariant that this trace is known to break, if any.
  public var violates: String?
  /// Whether every step tells the messages that it sends: what `Conformance` needs.
  public var tellsSent: Bool

  /// A header.
  public init(
    servers: Int, seed: UInt64? = nil, scenario: String? = nil, defect: String? = nil, violates: String? = nil,
    tellsSent: Bool = false
  ) {
    self.servers = servers
    self.seed = seed
    self.scenario = scenario
    self.defect = defect
    self.violates = violates
    self.tellsSent = tellsSent
  }

  /// The largest cluster of a trace.
  public static let serverLimit = 9
}

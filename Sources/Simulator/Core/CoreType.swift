import RaftCore

/// The core that the servers of a run, a schedule or a search are made of.
public struct CoreType: Sendable {
  /// The name, as reports and traces show it.
  public let name: String
  /// How to make servers of another package's core; `nil` for the server of RaftCore.
  package let foreign: ForeignCore?

  /// The server of RaftCore. A planted defect changes its rules.
  public static let raftCore = CoreType(name: "RaftCore", foreign: nil)

  /// Whether it is the server of RaftCore.
  public var isRaftCore: Bool { foreign == nil }

  private init(name: String, foreign: ForeignCore?) {
    self.name = name
    self.foreign = foreign
  }

  /// A core of another package. Only planted defects of hosts, disks, connections and clients can be used with it.
  public init<Core: ServerCore>(_ name: String, _ core: Core.Type, rules: Core.Rules) {
    self.init(
      name: name,
      foreign: ForeignCore { id, configuration, durable in
        ServerBox(Core(id: id, configuration: configuration, restoring: durable, rules: rules), rules)
      })
  }
}

/// How to make a server of another package's core.
package struct ForeignCore: Sendable {
  let make: @Sendable (ServerID, Configuration, DurableState) -> AnyServerBox
}

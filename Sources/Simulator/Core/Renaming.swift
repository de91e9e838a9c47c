/// Another way to name the servers and the commands of a cluster.
public struct Renaming: Hashable, Sendable {
  /// The new name of each server.
  public let servers: [Int]
  /// The new name of each command, the no-op's included: it keeps its own.
  public let commands: [Int]

  /// New names, by the old ones.
  public init(servers: [Int], commands: [Int]) {
    self.servers = servers
    self.commands = commands
  }

  /// All names as they are.
  public init(servers: Int, values: Int) { self.init(servers: Array(0..<servers), commands: Array(0...values)) }

  /// The new name of a server.
  public func server(_ server: Int) -> UInt64 { UInt64(servers[server]) }

  /// The new name of a server, counted from 1; `0` for none.
  public func server(_ server: Int?) -> UInt64 { server.map { UInt64(servers[$0]) + 1 } ?? 0 }

  /// A set of servers, one bit each, with new names.
  public func set(_ members: UInt16) -> UInt64 {
    servers.indices.reduce(0) { members >> UInt16($1) & 1 == 0 ? $0 : $0 | 1 << UInt64(servers[$1]) }
  }

  /// The new name of a command. One that clients of the model do not ask for, as in a trace, keeps its name.
  public func command(_ command: UInt64) -> UInt64 {
    command < UInt64(commands.count) ? UInt64(commands[Int(command)]) : command
  }
}

/// A set of servers, as one word.
public struct ServerSet: OptionSet, Hashable, Sendable, BitwiseCopyable {
  /// Bit `n` is server `n`.
  public let rawValue: UInt16

  /// The set whose bits are `rawValue`.
  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The set of one server.
  public init(_ server: ServerID) { rawValue = 1 << server }

  /// The set of some servers.
  public init(_ servers: some Sequence<ServerID>) { rawValue = servers.reduce(0) { $0 | 1 << $1 } }

  /// Whether a server is in the set.
  public func contains(_ server: ServerID) -> Bool { rawValue >> server & 1 == 1 }

  /// The number of servers in the set.
  public var count: Int { rawValue.nonzeroBitCount }
}

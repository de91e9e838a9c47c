/// The servers that vote in a cluster. Whoever needs a majority asks this value.
public struct Membership: Hashable, Sendable, BitwiseCopyable {
  /// The voters.
  public let voters: ServerSet

  /// The servers `0 ..< count`.
  public init(servers count: Int) { voters = ServerSet(0..<count) }

  /// Whether `servers` have a majority of the voters among them (§5.2). TLA+: `IsQuorum`.
  @inline(__always)
  public func isMajority(_ servers: ServerSet) -> Bool { servers.intersection(voters).count >= majority }

  /// The number of voters in the smallest majorities.
  @inline(__always) public var majority: Int { voters.count / 2 + 1 }

  /// The most voters that can be away so that the others are a majority.
  public var tolerance: Int { voters.count - majority }

  /// The smallest majorities. O(2^servers).
  public var majorities: [ServerSet] {
    (0...voters.rawValue).map { ServerSet(rawValue: $0) }.filter { $0.isSubset(of: voters) && $0.count == majority }
  }
}

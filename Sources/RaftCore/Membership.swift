/// The servers that vote in a cluster: the only place that decides what a majority is.
public struct Membership: Hashable, Sendable, BitwiseCopyable {
  /// The servers whose votes and acknowledgments count.
  public let voters: ServerSet

  /// The servers `0 ..< count`.
  public init(servers count: Int) { voters = ServerSet(0..<count) }

  /// Whether a majority of the voters is among `servers` (§5.2). TLA+: `IsQuorum`.
  @inline(__always)
  public func isMajority(_ servers: ServerSet) -> Bool { servers.intersection(voters).count >= majority }

  /// The number of voters in a smallest majority.
  @inline(__always) public var majority: Int { voters.count / 2 + 1 }

  /// The most voters that can fail while the others are still a majority.
  public var tolerance: Int { voters.count - majority }

  /// The smallest majorities. O(2^servers).
  public var majorities: [ServerSet] {
    (0...voters.rawValue).map { ServerSet(rawValue: $0) }.filter { $0.isSubset(of: voters) && $0.count == majority }
  }
}

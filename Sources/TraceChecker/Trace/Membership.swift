/// The servers that vote, one bit a server: the only place that decides what a majority is.
public struct Membership: Hashable, Sendable, BitwiseCopyable {
  /// The voters, one bit a server.
  public let voters: UInt16
  private let needed: Int

  /// The servers `0 ..< count`.
  public init(servers count: Int) {
    precondition(
      count >= 0 && count <= TraceHeader.serverLimit, "\(count) servers of at most \(TraceHeader.serverLimit)")
    voters = 1 << UInt16(count) - 1
    needed = count / 2 + 1
  }

  /// Whether `servers`, one bit a server, have a majority of the voters among them. TLA+: `IsQuorum`.
  @inline(__always)
  public func isMajority(_ servers: UInt16) -> Bool { (servers & voters).nonzeroBitCount >= needed }

  /// Whether a server is a majority by itself.
  public func isMajority(ofOne server: Int) -> Bool { isMajority(1 << UInt16(server)) }
}

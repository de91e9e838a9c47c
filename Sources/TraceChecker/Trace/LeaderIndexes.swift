/// A leader's view of the other servers (Figure 2), by server; its values for itself have no meaning. Plain data of
/// fixed size, because every step of a leader has one.
public struct LeaderIndexes: Hashable, Sendable, BitwiseCopyable {
  /// The number of servers; `0` if nothing is recorded: for a server that is no leader, and in traces without indexes.
  public private(set) var count = 0
  private var matches = InlineArray<9, Int>(repeating: 0)
  private var nexts = InlineArray<9, Int>(repeating: 0)

  /// No indexes: the server does not lead, or they are not recorded.
  public init() {}

  /// Room for `count` servers, `1 ... TraceHeader.serverLimit`.
  @inline(__always)
  public mutating func begin(_ count: Int) {
    precondition(count <= TraceHeader.serverLimit, "\(count) servers of at most \(TraceHeader.serverLimit)")
    self.count = count
  }

  /// Removes what is recorded.
  @inline(__always)
  public mutating func removeAll() { count = 0 }

  /// Sets the match index of `server`.
  @inline(__always)
  public mutating func set(_ server: Int, match: Int) { matches[server] = match }

  /// Sets the next index to send to `server`.
  @inline(__always)
  public mutating func set(_ server: Int, next: Int) { nexts[server] = next }

  /// What `server` is known to agree with. TLA+: `matchIndex`.
  @inline(__always)
  public func match(_ server: Int) -> Int { matches[server] }

  /// The next index to send to `server`. TLA+: `nextIndex`.
  @inline(__always)
  public func next(_ server: Int) -> Int { nexts[server] }

  /// Whether both record the same.
  public static func == (one: LeaderIndexes, other: LeaderIndexes) -> Bool {
    one.count == other.count
      && (0..<one.count).allSatisfy { one.matches[$0] == other.matches[$0] && one.nexts[$0] == other.nexts[$0] }
  }

  /// Feeds what is recorded.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for server in 0..<count {
      hasher.combine(matches[server])
      hasher.combine(nexts[server])
    }
  }
}

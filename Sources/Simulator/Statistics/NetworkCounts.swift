/// How often faults of the network happened.
public struct NetworkCounts: Hashable, Sendable, BitwiseCopyable {
  /// Messages lost in bursts.
  public var lostInBursts = 0
  /// Late duplicates that reached a server.
  public var lateDuplicates = 0
  /// Messages that a heavy tail held back for four latencies or longer.
  public var longDelays = 0
  /// Messages sent over the slow link.
  public var slowLink = 0
  /// Messages from and to the slow server.
  public var slowServer = 0
  /// Messages lost because a link was full.
  public var overflows = 0
  /// Partitions of each shape.
  public var partitions = PerPartitionShape(repeating: 0)
  /// Partitions of those that were aimed at a leader.
  public var aimedAtLeader = 0

  /// Counts that are all 0.
  public init() {}
}

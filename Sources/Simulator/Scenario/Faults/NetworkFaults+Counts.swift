extension Fault {
  static let networkFaults = links + PartitionShape.allCases.map { partitions(of: $0) }

  private static let links: [Fault] = [
    Fault(
      "burst-loss", "losses in bursts", models: "a link that loses everything for a while", fewestServers: 2,
      rate: \.networkFaults.burstLoss, count: \.network.lostInBursts),
    Fault(
      "late-duplication", "late duplicates", models: "an old message that comes again after elections",
      fewestServers: 2, rate: \.networkFaults.lateDuplication, count: \.network.lateDuplicates),
    Fault(
      "heavy-tail", "delays of the heavy tail", models: "messages that take many times as long as most",
      fewestServers: 2, rate: \.networkFaults.heavyTail, count: \.network.longDelays),
    Fault(
      "slow-link", "messages over the slow link", models: "one link that is slower than all others, one way",
      fewestServers: 2, rate: \.networkFaults.slowLink, count: \.network.slowLink),
    Fault(
      "slow-server", "messages of the slow server", models: "one server that is slower than all others",
      fewestServers: 2, rate: \.networkFaults.slowServer, count: \.network.slowServer),
    Fault(
      "queue", "overflows of queues", models: "a link that holds only so many messages", fewestServers: 2,
      rate: \.networkFaults.queue, count: \.network.overflows),
  ]

  private static func partitions(of shape: PartitionShape) -> Fault {
    Fault(
      "partition-\(shape.name)", "partitions: \(shape.name)", models: shape.models,
      fewestServers: shape.fewestServers, rate: \.[weightOf: shape], count: \.network.partitions[shape.rawValue])
  }
}

/// How often they happened.
public struct NetworkCounts: Hashable, Sendable {
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
  /// Partitions, by `PartitionShape.rawValue`.
  public var partitions = Array(repeating: 0, count: PartitionShape.allCases.count)
  /// Partitions of those that were aimed at a leader.
  public var aimedAtLeader = 0

  /// Never.
  public init() {}

  static let counts = messages + PartitionShape.allCases.map { count(of: $0) } + aims

  private static let messages: [RunStatistics.Count] = [
    ("messagesLostInBursts", \.network.lostInBursts), ("lateDuplicates", \.network.lateDuplicates),
    ("longDelays", \.network.longDelays), ("slowLinkMessages", \.network.slowLink),
    ("slowServerMessages", \.network.slowServer), ("queueOverflows", \.network.overflows),
  ]
  private static let aims: [RunStatistics.Count] = [
    ("partitionsAimedAtLeader", \.network.aimedAtLeader)
  ]

  private static func count(of shape: PartitionShape) -> RunStatistics.Count {
    ("partitions.\(shape.name)", \.network.partitions[shape.rawValue])
  }
}

/// What was really exercised in a run, or in many.
public struct RunStatistics: Hashable, Sendable {
  /// Events of the simulation: deliveries, timers, requests, faults.
  public var events = 0
  /// Events of the trace.
  public var steps = 0
  /// Virtual time, in microseconds.
  public var time = 0
  /// Elections won.
  public var elections = 0
  /// Entries committed.
  public var commits = 0
  /// Requests of clients: the first try of each.
  public var invocations = 0
  /// Requests answered as committed.
  public var answers = 0
  /// Requests whose fate their clients never learnt.
  public var unknown = 0
  /// Messages sent from server to server.
  public var sent = 0
  /// Messages that reached a server.
  public var delivered = 0
  /// Messages lost at random.
  public var lost = 0
  /// Messages lost to a partition.
  public var cut = 0
  /// Messages that found their receiver down.
  public var missed = 0
  /// Messages that arrived twice.
  public var duplicated = 0
  /// Messages that arrived after one that was sent later.
  public var reordered = 0
  /// Requests that followers forwarded.
  public var forwarded = 0
  /// Crashes.
  public var crashes = 0
  /// Restarts.
  public var restarts = 0
  /// Partitions.
  public var partitions = 0
  /// What happened and Raft assumes away, where nobody noticed: it promises nothing in such a run.
  public var beyondAssumptions = 0

  /// What else the network did.
  public var network = NetworkCounts()
  /// What disks did.
  public var disk = DiskCounts()
  /// What clocks and hosts did.
  public var clock = TimeCounts()
  /// How else servers went away.
  public var servers = ServerCounts()
  /// What connections did.
  public var connections = ConnectionCounts()

  /// Nothing yet.
  public init() {}

  /// Every count with its name, in the order in which people read them.
  public static let counts: [Count] =
    basic + NetworkCounts.counts + DiskCounts.counts + TimeCounts.counts + ServerCounts.counts
    + ConnectionCounts.counts

  /// A count with its name.
  public typealias Count = (name: String, path: @Sendable () -> WritableKeyPath<RunStatistics, Int>)

  private static let basic: [Count] = [
    ("events", { \.events }), ("steps", { \.steps }), ("virtualTime", { \.time }), ("elections", { \.elections }),
    ("commits", { \.commits }), ("invocations", { \.invocations }), ("answers", { \.answers }),
    ("unknown", { \.unknown }), ("messagesSent", { \.sent }), ("messagesDelivered", { \.delivered }),
    ("messagesLost", { \.lost }), ("messagesCut", { \.cut }), ("messagesMissed", { \.missed }),
    ("messagesDuplicated", { \.duplicated }),
    ("messagesReordered", { \.reordered }), ("requestsForwarded", { \.forwarded }), ("crashes", { \.crashes }),
    ("restarts", { \.restarts }), ("partitions", { \.partitions }),
    ("beyondAssumptions", { \.beyondAssumptions }),
  ]

  /// Adds the counts of `other`.
  public mutating func add(_ other: RunStatistics) {
    for count in Self.counts { self[keyPath: count.path()] += other[keyPath: count.path()] }
  }
}

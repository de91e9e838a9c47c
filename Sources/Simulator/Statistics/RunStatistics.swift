/// How often everything happened in a run, or in many: numbers, and nothing else.
///
/// It has many stored properties because each is a count of its own, an `Int` with its row in `counts`, in the
/// declaration of the fault that it belongs to.
public struct RunStatistics: Hashable, Sendable, BitwiseCopyable {
  /// Events of the simulation: deliveries, timers, requests, faults.
  public var events = 0
  /// Events of the trace.
  public var steps = 0
  /// Virtual time, in microseconds.
  public var time = 0
  /// Elections that a server won.
  public var elections = 0
  /// Entries that were committed, each counted once.
  public var commits = 0
  /// Requests of clients: the first try of each.
  public var invocations = 0
  /// Requests answered as committed.
  public var answers = 0
  /// Requests whose fate their clients never learned.
  public var unknown = 0
  /// Messages sent from server to server.
  public var sent = 0
  /// Messages that reached a server.
  public var delivered = 0
  /// Messages lost at random.
  public var lost = 0
  /// Messages lost to a partition.
  public var cut = 0
  /// Messages whose receiver was down.
  public var missed = 0
  /// Messages that arrived twice.
  public var duplicated = 0
  /// Messages that arrived after one that was sent later.
  public var reordered = 0
  /// Requests that followers forwarded.
  public var forwarded = 0
  /// Crashes of servers.
  public var crashes = 0
  /// Restarts of servers.
  public var restarts = 0
  /// Partitions that began.
  public var partitions = 0
  /// Undetected faults that Raft assumes not to happen. Raft promises nothing in such a run.
  public var beyondAssumptions = 0

  /// Client histories for which a limit was reached before it was decided whether they are linearizable.
  public var inconclusive = 0
  /// What else the network did.
  public var network = NetworkCounts()
  /// Counts of syncs and of what disks lost.
  public var disk = DiskCounts()
  /// What clocks and hosts did.
  public var clock = TimeCounts()
  /// How else servers went away.
  public var servers = ServerCounts()
  /// Counts of channels, signals and the introducer.
  public var connections = ConnectionCounts()

  /// What followed the end of the faults.
  public var progress = ProgressCounts()

  /// Counts that are all 0.
  public init() {}

  /// A count with its name.
  public typealias Count = (name: String, path: WritableKeyPath<RunStatistics, Int> & Sendable)

  /// Adds the counts of `other`. Nothing but counts is stored, so that none can be left out.
  public mutating func add(_ other: RunStatistics) { addWords(&self, other) }
}

/// Adds the numbers of two structures that consist of `Int` and nothing else. O(words).
func addWords<Words: BitwiseCopyable>(_ sum: inout Words, _ words: Words) {
  precondition(MemoryLayout<Words>.size % MemoryLayout<Int>.size == 0, "only whole words")
  withUnsafeMutableBytes(of: &sum) { sum in
    withUnsafeBytes(of: words) { words in
      let (sum, words) = (sum.bindMemory(to: Int.self), words.bindMemory(to: Int.self))
      for index in sum.indices { sum[index] += words[index] }
    }
  }
}

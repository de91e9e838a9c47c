/// What was really exercised in a run, or in many. It has more properties than any other type because each is a count that
/// reports name.
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

  /// Histories of clients of which it was not found out in time whether they are linearizable.
  public var inconclusive = 0
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

  /// What came of the end of the faults.
  public var progress = ProgressCounts()

  /// Nothing yet.
  public init() {}

  /// Every count with its name, in the order in which people read them.
  public static let counts: [Count] =
    basic + NetworkCounts.counts + DiskCounts.counts + TimeCounts.counts + ServerCounts.counts
    + ConnectionCounts.counts + ProgressCounts.counts

  /// A count with its name.
  public typealias Count = (name: String, path: WritableKeyPath<RunStatistics, Int> & Sendable)

  private static let basic: [Count] = [
    ("events", \.events), ("steps", \.steps), ("virtualTime", \.time), ("elections", \.elections),
    ("commits", \.commits), ("invocations", \.invocations), ("answers", \.answers),
    ("unknown", \.unknown), ("messagesSent", \.sent), ("messagesDelivered", \.delivered),
    ("messagesLost", \.lost), ("messagesCut", \.cut), ("messagesMissed", \.missed),
    ("messagesDuplicated", \.duplicated),
    ("messagesReordered", \.reordered), ("requestsForwarded", \.forwarded), ("crashes", \.crashes),
    ("restarts", \.restarts), ("partitions", \.partitions), ("inconclusiveHistories", \.inconclusive),
    ("beyondAssumptions", \.beyondAssumptions),
  ]

  /// Adds the counts of `other`.
  public mutating func add(_ other: RunStatistics) {
    addNumbers(of: other)
    addWords(&disk, other.disk)
    addWords(&clock, other.clock)
    addWords(&servers, other.servers)
    addWords(&connections, other.connections)
    network.add(other.network)
    progress.add(other.progress)
  }
}

/// How often a cluster had to work again when the faults had ended.
public struct ProgressCounts: Hashable, Sendable {
  /// Events before the faults ended.
  public var eventsBefore = 0
  /// Elections won before.
  public var electionsBefore = 0
  /// Entries committed before.
  public var commitsBefore = 0
  /// Runs in which it did, in time.
  public var recovered = 0
  /// How long that took, in microseconds of virtual time.
  public var time = 0
  /// Runs in which a minority stayed down, was not heard, or heard nothing.
  public var without = Array(repeating: 0, count: Healing.Separation.allCases.count)
  /// Runs in which it cannot be demanded: heartbeats are as rare as election timeouts (§5.6); election
  /// timeouts lie too close together (§9.3); a server that is heard, and hears nothing, leads or deposes who leads (§5.6);
  /// no majority is left (§5.1).
  public var impossible = Array(repeating: 0, count: ProgressDemand.Reason.allCases.count)
  /// Runs whose events were spent before it could be told.
  public var cutShort = 0
  /// Runs in which it was not demanded.
  public var notDemanded: Int { impossible.reduce(0, +) + cutShort }

  /// None.
  public init() {}

  static let counts: [RunStatistics.Count] = [
    ("eventsUnderFaults", \.progress.eventsBefore), ("electionsUnderFaults", \.progress.electionsBefore),
    ("commitsUnderFaults", \.progress.commitsBefore),
    ("recovered", \.progress.recovered), ("recoveryTime", \.progress.time),
    ("recoveredBesideDown", \.progress.without[0]), ("recoveredBesideMute", \.progress.without[1]),
    ("recoveredBesideDeaf", \.progress.without[2]),
    ("progressImpossibleForTiming", \.progress.impossible[0]),
    ("progressImpossibleForSpread", \.progress.impossible[1]),
    ("progressImpossibleForDisruption", \.progress.impossible[2]),
    ("progressImpossibleForMajority", \.progress.impossible[3]), ("progressCutShort", \.progress.cutShort),
  ]
}

/// Adds two structures that consist of `Int`.
func addWords<Words>(_ sum: inout Words, _ words: Words) {
  withUnsafeMutableBytes(of: &sum) { sum in
    withUnsafeBytes(of: words) { words in
      let (sum, words) = (sum.bindMemory(to: Int.self), words.bindMemory(to: Int.self))
      for index in sum.indices { sum[index] += words[index] }
    }
  }
}

func addWords(_ sum: inout [Int], _ words: [Int]) { for index in words.indices { sum[index] += words[index] } }

extension RunStatistics {
  fileprivate mutating func addNumbers(of other: RunStatistics) {
    events += other.events
    steps += other.steps
    time += other.time
    elections += other.elections
    commits += other.commits
    invocations += other.invocations
    answers += other.answers
    unknown += other.unknown
    sent += other.sent
    delivered += other.delivered
    lost += other.lost
    cut += other.cut
    missed += other.missed
    duplicated += other.duplicated
    reordered += other.reordered
    forwarded += other.forwarded
    crashes += other.crashes
    restarts += other.restarts
    partitions += other.partitions
    beyondAssumptions += other.beyondAssumptions
    inconclusive += other.inconclusive
  }
}

extension NetworkCounts {
  fileprivate mutating func add(_ other: NetworkCounts) {
    lostInBursts += other.lostInBursts
    lateDuplicates += other.lateDuplicates
    longDelays += other.longDelays
    slowLink += other.slowLink
    slowServer += other.slowServer
    overflows += other.overflows
    aimedAtLeader += other.aimedAtLeader
    addWords(&partitions, other.partitions)
  }
}

extension ProgressCounts {
  fileprivate mutating func add(_ other: ProgressCounts) {
    eventsBefore += other.eventsBefore
    electionsBefore += other.electionsBefore
    commitsBefore += other.commitsBefore
    recovered += other.recovered
    time += other.time
    cutShort += other.cutShort
    addWords(&without, other.without)
    addWords(&impossible, other.impossible)
  }
}

/// How often everything happened in a run, or in many: numbers, and nothing else.
///
/// A count is a stored `Int` with its row in `counts`, in the declaration of the fault that it belongs to.
public struct RunStatistics: Hashable, Sendable, BitwiseCopyable {
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

  /// Every count with its name: those of no fault, and then those of each.
  public static let counts: [Count] = basic + ProgressCounts.counts + Fault.all.flatMap(\.counts)

  /// A count with its name.
  public typealias Count = (name: String, path: WritableKeyPath<RunStatistics, Int> & Sendable)

  private static let basic: [Count] = [
    ("events", \.events), ("steps", \.steps), ("virtualTime", \.time), ("elections", \.elections),
    ("commits", \.commits), ("invocations", \.invocations), ("answers", \.answers),
    ("unknown", \.unknown), ("messagesSent", \.sent), ("messagesDelivered", \.delivered),
    ("messagesCut", \.cut), ("messagesMissed", \.missed), ("requestsForwarded", \.forwarded),
    ("restarts", \.restarts), ("inconclusiveHistories", \.inconclusive), ("beyondAssumptions", \.beyondAssumptions),
  ]

  /// Adds the counts of `other`. Nothing but counts is stored, so that none can be left out.
  public mutating func add(_ other: RunStatistics) { addWords(&self, other) }
}

/// What came of the end of the faults: how often a cluster had to work again.
public struct ProgressCounts: Hashable, Sendable, BitwiseCopyable {
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
  public var without = Separations()
  /// Runs in which it cannot be demanded.
  public var impossible = Reasons()
  /// Runs whose events were spent before it could be told.
  public var cutShort = 0
  /// Runs in which it was not demanded.
  public var notDemanded: Int { impossible.all.reduce(0, +) + cutShort }

  /// None.
  public init() {}

  /// A count for each way in which a minority is apart.
  public struct Separations: Hashable, Sendable, BitwiseCopyable {
    /// The minority stayed down.
    public var down = 0
    /// It was not heard.
    public var mute = 0
    /// It heard nothing.
    public var deaf = 0

    subscript(separation: Healing.Separation) -> Int {
      get {
        switch separation {
        case .down: down
        case .mute: mute
        case .deaf: deaf
        }
      }
      set {
        switch separation {
        case .down: down = newValue
        case .mute: mute = newValue
        case .deaf: deaf = newValue
        }
      }
    }

    /// The counts, in the order of their declaration.
    public var all: [Int] { Healing.Separation.allCases.map { self[$0] } }
  }

  /// A count for each reason why progress cannot be demanded.
  public struct Reasons: Hashable, Sendable, BitwiseCopyable {
    /// Heartbeats are as rare as election timeouts (§5.6).
    public var timing = 0
    /// Election timeouts lie too close together (§9.3).
    public var spread = 0
    /// A server that is heard, and hears nothing, leads or deposes who leads (§5.6).
    public var disruption = 0
    /// No majority is left (§5.1).
    public var majority = 0

    subscript(reason: ProgressDemand.Reason) -> Int {
      get {
        switch reason {
        case .timing: timing
        case .spread: spread
        case .disruption: disruption
        case .majority: majority
        }
      }
      set {
        switch reason {
        case .timing: timing = newValue
        case .spread: spread = newValue
        case .disruption: disruption = newValue
        case .majority: majority = newValue
        }
      }
    }

    /// The counts, in the order of their declaration.
    public var all: [Int] { ProgressDemand.Reason.allCases.map { self[$0] } }
  }

  static let counts: [RunStatistics.Count] = [
    ("eventsUnderFaults", \.progress.eventsBefore), ("electionsUnderFaults", \.progress.electionsBefore),
    ("commitsUnderFaults", \.progress.commitsBefore),
    ("recovered", \.progress.recovered), ("recoveryTime", \.progress.time),
    ("recoveredBesideDown", \.progress.without.down), ("recoveredBesideMute", \.progress.without.mute),
    ("recoveredBesideDeaf", \.progress.without.deaf),
    ("progressImpossibleForTiming", \.progress.impossible.timing),
    ("progressImpossibleForSpread", \.progress.impossible.spread),
    ("progressImpossibleForDisruption", \.progress.impossible.disruption),
    ("progressImpossibleForMajority", \.progress.impossible.majority),
    ("progressCutShort", \.progress.cutShort),
  ]
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

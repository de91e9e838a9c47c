/// What followed the end of the faults: how often a cluster had to recover.
public struct ProgressCounts: Hashable, Sendable, BitwiseCopyable {
  /// Events before the faults ended.
  public var eventsBefore = 0
  /// Elections won before the faults ended.
  public var electionsBefore = 0
  /// Entries committed before the faults ended.
  public var commitsBefore = 0
  /// Runs in which it did, in time.
  public var recovered = 0
  /// How long that took, in microseconds of virtual time.
  public var time = 0
  /// Runs in which a minority stayed down, was not heard, or heard nothing.
  public var without = Separations()
  /// Runs in which it cannot be required.
  public var impossible = Reasons()
  /// Runs whose faults ended at a limit on events or occurrences, before the duration of the scenario.
  public var faultsCutShort = 0
  /// Runs that reached their limit of events before it was known.
  public var cutShort = 0

  /// Counts that are all 0.
  public init() {}

  /// A count for each way in which a minority is apart.
  public struct Separations: Hashable, Sendable, BitwiseCopyable {
    /// The minority stayed down.
    public var down = 0
    /// It was not heard.
    public var mute = 0
    /// The minority received no messages.
    public var deaf = 0
  }

  /// A count for each reason why progress cannot be required.
  public struct Reasons: Hashable, Sendable, BitwiseCopyable {
    /// Heartbeats are as rare as election timeouts (§5.6).
    public var timing = 0
    /// Election timeouts lie too close together (§9.3).
    public var spread = 0
    /// A server that is heard, and hears nothing, leads or deposes who leads (§5.6).
    public var disruption = 0
    /// No majority is left (§5.1).
    public var majority = 0
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
    ("faultsCutShort", \.progress.faultsCutShort), ("progressCutShort", \.progress.cutShort),
  ]
}

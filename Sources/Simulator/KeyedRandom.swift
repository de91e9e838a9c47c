import TraceChecker

/// Keyed randomness: a decision is a hash of the seed, a stream, a subject and a count, never the next number of one
/// sequence. To switch off one fault, drop a client or add a draw leaves every other decision as it was.
public struct KeyedRandom: Sendable {
  /// The seed.
  public let seed: UInt64

  /// The decisions of `seed`.
  public init(seed: UInt64) { self.seed = mix(seed, 0x7261_6674_7369_6d21) }

  /// What a decision is about. A raw value is for ever: changing one changes every run.
  public enum Stream: UInt64, Sendable {
    case scenario = 1
    case electionTimeout, linkLatency, latency, loss, duplication, duplicateLatency, reorder
    case crashTime, crashVictim, downtime, partitionTime, partitionGroup, partitionDuration
    case think, command, choice, clientLatency, clientLoss, startTime
    case clientHistory
    // The network's other faults.
    case burst = 100
    case burstLength
    case lateDuplication, lateDelay, heavyTail, slowLink, slowServer
    case partitionShape, partitionAim, partitionSide, partitionOrder, partitionSteps
    // Disks.
    case syncTime = 200
    case syncStall, writeError, survivors, tornWrite, lostWrite, bitFlip, failureDowntime
    // Clocks and pauses.
    case drift = 300
    case timerEarly, timerEarlyBy, timerLate, timerLateBy
    case pauseTime, pauseVictim, pauseDuration
    // Servers that are gone for longer, or for ever.
    case serverFaultTime = 400
    case serverFaultVictim, crashLoopLength, crashLoopBeat, powerDowntime, absenceDuration, hastyRestart
    case knockTime, knockLatency
    // Connections and the introducer.
    case sessionKey = 501
    case signalLatency, signalLoss, signalDuplication, noticeTime
    case breakTime, breakVictim, introducerCrash, introducerDowntime, strangerTime, stranger
    // Healing.
    case quorum = 600
    case cutOff
    // Clients' sessions.
    case session = 700
  }

  /// The decision number `count` of `stream` about `subject`: 64 even bits. O(1).
  public func word(_ stream: Stream, _ subject: Int, _ count: Int) -> UInt64 {
    let key = mix(seed ^ stream.rawValue, UInt64(truncatingIfNeeded: subject))
    // Once more than it seems to need: a product with a small key moves little from one count to the next, and a choice
    // looks at its upper bits.
    return mix(mix(key, UInt64(truncatingIfNeeded: count)), 0)
  }

  /// An even choice of `0 ..< bound`; `0` for an empty range.
  public func below(_ bound: Int, _ stream: Stream, _ subject: Int, _ count: Int) -> Int {
    Self.scale(word(stream, subject, count), bound)
  }

  /// Whether something happens that does so `rate` times in a million.
  public func happens(_ rate: Int, _ stream: Stream, _ subject: Int, _ count: Int) -> Bool {
    rate > 0 && below(1_000_000, stream, subject, count) < rate
  }

  /// A time around `mean`: evenly between half of it and one and a half.
  public func around(_ mean: Int, _ stream: Stream, _ subject: Int, _ count: Int) -> Int {
    mean / 2 + below(mean + 1, stream, subject, count)
  }

  /// `word`, evenly mapped to `0 ..< bound`.
  static func scale(_ word: UInt64, _ bound: Int) -> Int {
    bound <= 0 ? 0 : Int(word.multipliedFullWidth(by: UInt64(bound)).high)
  }
}

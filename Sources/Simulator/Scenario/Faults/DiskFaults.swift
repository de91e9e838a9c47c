/// Faults of the servers' disks. All off as given.
public struct DiskFaults: Hashable, Sendable {
  /// The mean time of a sync; `0` for none: what is written is durable at once.
  public var syncTime = 0
  /// How many syncs stall.
  public var syncStall = 0
  /// By how long at most one stalls.
  public var syncStallTime = 500_000
  /// How many crashes that lose writes tear the first of them.
  public var tornWrite = 0
  /// How many syncs fail.
  public var writeError = 0
  /// How many crashes lose what was synced. Raft assumes that it does not happen.
  public var lostWrite = 0
  /// After how many crashes a bit on the disk is not what was written. Raft assumes that it does not happen.
  public var bitFlip = 0

  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {
    (syncTime, syncStall, tornWrite, writeError) = (0, 0, 0, 0)
    (lostWrite, bitFlip) = (0, 0)
  }

  /// Draws those of a seed: parts 200 to 299 of its scenario. Those that Raft assumes away are never on.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {
    if draw.isOn(1, of: 2, 200) { syncTime = draw.scale(100, 50_000, 201) }
    if draw.isOn(1, of: 2, 202) { syncStall = draw.scale(1_000, 64_000, 203) }
    syncStallTime = draw.scale(10_000, 2_000_000, 204)
    if draw.isOn(1, of: 2, 205) { tornWrite = draw.scale(100_000, 1_000_000, 206) }
    if draw.isOn(1, of: 2, 207) { writeError = draw.scale(100, 8_000, 208) }
  }

  /// Whether a write waits for anything.
  var areBuffered: Bool { syncTime + syncStall + writeError + lostWrite > 0 }

  static let parameters: [ScenarioParameter] = [
    .init(
      "sync-time", .duration, 0...ScenarioParameter.hour, "mean time of a disk's sync, 0: durable at once",
      \.diskFaults.syncTime),
    .init("sync-stall", .rate, 0...ScenarioParameter.million, "share of syncs that stall", \.diskFaults.syncStall),
    .init(
      "sync-stall-time", .duration, 1...ScenarioParameter.hour, "by how long at most one stalls",
      \.diskFaults.syncStallTime),
    .init(
      "torn-write", .rate, 0...ScenarioParameter.million, "share of crashes during a write that tear it",
      \.diskFaults.tornWrite),
    .init(
      "write-error", .rate, 0...ScenarioParameter.million, "share of syncs that fail: the server stops",
      \.diskFaults.writeError),
    .init(
      "lost-write", .rate, 0...ScenarioParameter.million,
      "outside Raft's assumptions: share of crashes that lose what was synced", \.diskFaults.lostWrite),
    .init(
      "bit-flip", .rate, 0...ScenarioParameter.million,
      "outside Raft's assumptions: share of crashes after which the disk has a wrong bit", \.diskFaults.bitFlip),
  ]
}

extension Fault {
  static let diskFaults: [Fault] = [
    Fault(
      "sync-time", "syncs", models: "writes that are durable only after a while; a crash loses those that are not",
      rate: \.diskFaults.syncTime, count: \.disk.syncs),
    Fault(
      "sync-stall", "stalled syncs", models: "a disk that now and then takes up to seconds",
      rate: \.diskFaults.syncStall, count: \.disk.stalls),
    Fault(
      "torn-write", "torn writes", models: "a write of which a crash leaves a part; its checksum tells",
      rate: \.diskFaults.tornWrite, count: \.disk.tornWrites),
    Fault(
      "write-error", "failed writes", models: "a disk that is full or broken for a while: the server stops",
      rate: \.diskFaults.writeError, count: \.disk.failedWrites),
    Fault(
      "lost-write", "lost acknowledged writes", models: "a disk that says a write is durable when it is not",
      isBeyondAssumptions: true, rate: \.diskFaults.lostWrite, count: \.disk.lostWrites),
    Fault(
      "bit-flip", "bit flips", models: "a disk that does not have what was written; the checksum tells",
      isBeyondAssumptions: true, rate: \.diskFaults.bitFlip, count: \.disk.bitFlips),
  ]
}

/// How often they happened.
public struct DiskCounts: Hashable, Sendable {
  /// Syncs that ended or failed.
  public var syncs = 0
  /// Syncs that stalled.
  public var stalls = 0
  /// Steps that waited for a sync.
  public var stepsHeld = 0
  /// Steps that waited for a sync when their server crashed, and so never happened.
  public var stepsUndone = 0
  /// Records that a crash lost before they were synced.
  public var writesLost = 0
  /// Records that were not synced when their server crashed, and had reached the disk all the same.
  public var writesKept = 0
  /// Records of which a crash left a part.
  public var tornWrites = 0
  /// Syncs that failed.
  public var failedWrites = 0
  /// Records that were synced and are gone.
  public var lostWrites = 0
  /// Bits that were not what was written.
  public var bitFlips = 0
  /// Of those, the ones that kept a server from starting.
  public var bitFlipsDetected = 0

  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = [
    ("syncs", \.disk.syncs), ("syncsStalled", \.disk.stalls), ("stepsHeld", \.disk.stepsHeld),
    ("stepsUndone", \.disk.stepsUndone),
    ("unsyncedWritesLost", \.disk.writesLost), ("unsyncedWritesKept", \.disk.writesKept),
    ("writesTorn", \.disk.tornWrites), ("writesFailed", \.disk.failedWrites),
    ("syncedWritesLost", \.disk.lostWrites), ("bitFlips", \.disk.bitFlips),
    ("bitFlipsDetected", \.disk.bitFlipsDetected),
  ]
}

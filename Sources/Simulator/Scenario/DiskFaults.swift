/// Faults of the servers' disks. All off by default.
public struct DiskFaults: Hashable, Sendable {
  /// The mean time of a sync; `0` for none: what is written is durable at once.
  public var syncTime: VirtualDuration = 0
  /// The fraction of syncs that stall.
  public var syncStall: Rate = 0
  /// The longest stall.
  public var syncStallTime: VirtualDuration = 500_000
  /// The fraction of crashes that lose writes and tear the first of them.
  public var tornWrite: Rate = 0
  /// The fraction of syncs that fail.
  public var writeError: Rate = 0
  /// The fraction of crashes that lose synced writes. Raft assumes that this does not happen.
  public var lostWrite: Rate = 0
  /// The fraction of crashes after which a bit on the disk is not what was written. Raft assumes that this does not
  /// happen.
  public var bitFlip: Rate = 0

  /// Disks without faults.
  public init() {}

  /// Whether a write waits for anything.
  var areBuffered: Bool { syncTime > 0 || syncStall > 0 || writeError > 0 || lostWrite > 0 }
}

/// The declarations: parts 200 to 299 of a seed's scenario. Those that Raft assumes away no seed draws.
extension Fault {
  static let diskFaults = [syncs, stalls, tornWrites, failedWrites, lostWrites, bitFlips]

  private static let syncs = Fault(
    "syncs", models: "writes that are not durable until a sync ends; a crash before that loses them", in: .disk,
    [
      .init(time: "sync-time", "mean duration of a disk sync; 0 if writes are durable at once", \.diskFaults.syncTime) {
        $0.oneIn(2, 200, $0.scale(100, 50_000, 201))
      }
    ],
    counts: [
      ("syncs", \.disk.syncs), ("stepsHeld", \.disk.stepsHeld), ("stepsUndone", \.disk.stepsUndone),
      ("unsyncedWritesLost", \.disk.writesLost), ("unsyncedWritesKept", \.disk.writesKept),
    ])

  private static let stalls = Fault(
    "stalled syncs", models: "a sync that takes much longer than usual, up to seconds", in: .disk,
    [
      .init(rate: "sync-stall", "fraction of syncs that stall", \.diskFaults.syncStall) {
        $0.oneIn(2, 202, $0.scale(1_000, 64_000, 203))
      },
      .init(time: "sync-stall-time", from: 1, "maximum duration of a stall", \.diskFaults.syncStallTime) {
        $0.scale(10_000, 2_000_000, 204)
      },
    ],
    counts: [("syncsStalled", \.disk.stalls)])

  private static let tornWrites = Fault(
    "torn writes", models: "a write of which only a part is on disk after a crash; its checksum detects that",
    in: .disk,
    [
      .init(rate: "torn-write", "fraction of crashes during a write that leave it torn", \.diskFaults.tornWrite) {
        $0.oneIn(2, 205, $0.scale(100_000, 1_000_000, 206))
      }
    ],
    counts: [("writesTorn", \.disk.tornWrites)]
  ) { $0.diskFaults.tornWrite > 0 && $0.diskFaults.areBuffered }

  private static let failedWrites = Fault(
    "failed writes", models: "a disk that is full or broken for a while; the server stops", in: .disk,
    hasDowntime: true,
    [
      .init(rate: "write-error", "fraction of syncs that fail; the server then stops", \.diskFaults.writeError) {
        $0.oneIn(2, 207, $0.scale(100, 8_000, 208))
      }
    ],
    counts: [("writesFailed", \.disk.failedWrites)])

  private static let lostWrites = Fault(
    "lost acknowledged writes", models: "a disk that reports a write as durable when it is not", in: .disk,
    isBeyondAssumptions: true,
    [
      .init(
        rate: "lost-write", "outside Raft's assumptions: fraction of crashes that lose synced writes",
        \.diskFaults.lostWrite)
    ],
    counts: [("syncedWritesLost", \.disk.lostWrites)])

  private static let bitFlips = Fault(
    "bit flips", models: "a disk that returns other data than was written; its checksum detects that", in: .disk,
    isBeyondAssumptions: true,
    [
      .init(
        rate: "bit-flip", "outside Raft's assumptions: fraction of crashes that flip a bit on the disk",
        \.diskFaults.bitFlip)
    ],
    counts: [("bitFlips", \.disk.bitFlips), ("bitFlipsDetected", \.disk.bitFlipsDetected)])
}

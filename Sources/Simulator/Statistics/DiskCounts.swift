/// How often faults of disks happened.
public struct DiskCounts: Hashable, Sendable, BitwiseCopyable {
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

  /// Counts that are all 0.
  public init() {}
}

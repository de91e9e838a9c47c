/// For each kind of fault a planted defect that it finds in a world that has no other fault or few, and that the same
/// world without it hardly ever finds.
///
/// The world is a calm one with what the defect needs, and with the values given here. Without the fault, the values
/// that it needs are left out too. The seeds are in `Tests/Golden/faults.txt`.
public enum FaultCases {
  /// Values of scenario parameters, by name.
  typealias Options = KeyValuePairs<String, Int>

  /// One case for each kind of fault, but for the one that no server can survive.
  public static let all = [
    FaultCase("loss", "retry-applies-twice", "Linearizability"),
    FaultCase(
      "duplication", "vote-count-duplicates", "ElectionSafety", contested(5), ["duplication": 200_000]),
    FaultCase(
      "reorder", "vote-stale-grant", "ElectionSafety", contested(5), ["reorder": 200_000, "reorder-delay": 1_000_000]),
    FaultCase("crash-interval", "replay-on-dirty-machine", "Linearizability"),
    FaultCase("partition-interval", "read-at-leader-unconfirmed", "Linearizability"),
    FaultCase(
      "burst-loss", "follower-commit-to-last-index", "StateMachineSafety", calm,
      ["burst-loss": 20_000, "burst-duration": 200_000]),
    FaultCase(
      "late-duplication", "vote-stale-grant", "ElectionSafety", crashing,
      ["late-duplication": 500_000, "late-delay": 1_000_000]),
    FaultCase(
      "heavy-tail", "vote-stale-grant", "ElectionSafety", contested(5), ["heavy-tail": 2_000_000]),
    FaultCase("slow-link", "vote-stale-grant", "ElectionSafety", contested(3), ["slow-link": 40]),
    FaultCase("slow-server", "vote-cleared-by-step-down", "VoteOnce", calm, ["slow-server": 40]),
    FaultCase("queue", "full-link-given-up", "Progress", calm, ["queue": 2]),
    FaultCase(
      "partition-groups", "conflict-by-index-only", "StateMachineSafety", calm, partitions("partition-groups")),
    FaultCase(
      "partition-minority", "append-overwrites-keeps-tail", "LogMatching", calm, partitions("partition-minority")),
    FaultCase(
      "partition-isolation", "append-prev-term-unchecked", "LogMatching", calm, partitions("partition-isolation")),
    FaultCase("partition-one-way", "half-open-given-up", "Progress", calm, partitions("partition-one-way")),
    FaultCase(
      "partition-bridge", "vote-length-first", "VotersNotNewer", contested(3), partitions("partition-bridge")),
    FaultCase("partition-ring", "vote-length-first", "VotersNotNewer", calm, partitions("partition-ring")),
    FaultCase(
      "partition-flapping", "append-stale-term-accepted", "CommittedOnMajority", calm,
      partitions("partition-flapping")),
    FaultCase(
      "partition-swizzle", "vote-length-first", "VotersNotNewer", calm, partitions("partition-swizzle")),
    FaultCase("sync-time", "ack-before-sync", "DurableStateSurvives"),
    FaultCase(
      "sync-stall", "sync-forgotten", "Progress", ["servers": 3, "duration": 6_000_000, "sync-time": 0],
      ["sync-stall": 50_000, "sync-stall-time": 2_000_000]),
    FaultCase("torn-write", "index-before-entry", "DurableStateSurvives"),
    FaultCase("write-error", "goes-on-after-failed-write", "DurableStateSurvives"),
    FaultCase("bit-flip", "checksum-unverified", "DurableStateSurvives"),
    FaultCase("clock-drift", "read-under-own-lease", "Linearizability"),
    FaultCase(
      "timer-early", "conflict-by-index-only", "StateMachineSafety", calm,
      ["timer-early": 100_000, "timer-early-by": 200_000]),
    FaultCase(
      "timer-late", "conflict-by-index-only", "StateMachineSafety", idle,
      ["timer-late": 200_000, "timer-late-by": 1_000_000]),
    FaultCase("pause-interval", "late-timer-dropped", "Progress"),
    FaultCase("crash-loop-interval", "gives-up-after-crashes", "Progress"),
    FaultCase("power-failure-interval", "recover-needs-survivor", "Progress"),
    FaultCase("absence-interval", "laggard-ignored", "Progress"),
    FaultCase("destruction-interval", "identity-survives-disk", "DurableStateSurvives"),
    FaultCase("channels", "both-ends-offer", "Progress"),
    FaultCase("channel-break-interval", "break-unnoticed", "Progress"),
    FaultCase("introducer-crash-interval", "joined-once", "Progress"),
    FaultCase("call-timeout", "call-place-leaked", "Progress"),
    FaultCase("stranger-interval", "sessions-mixed", "Progress"),
  ]

  private static let calm: Options = ["servers": 5, "election-spread": 50_000, "duration": 6_000_000]

  /// Clients ask so rarely that followers depend on heartbeats.
  private static let idle: Options = [
    "servers": 5, "election-spread": 50_000, "duration": 6_000_000, "think": 1_000_000,
  ]

  private static func contested(_ servers: Int) -> Options {
    [
      "servers": servers, "election-timeout": 50_000, "heartbeat": 15_000, "election-spread": 20_000,
      "latency": 10_000, "jitter": 10_000, "duration": 6_000_000,
    ]
  }

  private static let crashing: Options = [
    "servers": 3, "election-timeout": 100_000, "heartbeat": 30_000, "election-spread": 20_000,
    "crash-interval": 200_000, "downtime": 50_000,
  ]

  private static func partitions(_ shape: String) -> Options {
    ["partition-interval": 300_000, "partition-duration": 400_000, shape: 1]
  }
}

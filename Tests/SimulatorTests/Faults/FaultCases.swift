import Testing

/// For each kind of fault a planted defect that it finds, in a world that has no other fault or few, and that the same world
/// without it hardly ever finds: the seeds in which it does, of the first 300, are the last column.
///
/// The world is a calm one with what the defect needs, and with the values that stand here. Without the fault, what the fault
/// needs is left out too.
enum FaultCases {
  /// Values of scenario parameters, by name.
  typealias Options = KeyValuePairs<String, Int>

  static let all = [
    FaultCase("loss", "retry-applies-twice", "Linearizability", seed: 1, without: 1),
    FaultCase(
      "duplication", "vote-count-duplicates", "ElectionSafety", contested(5), ["duplication": 200_000], seed: 9),
    FaultCase(
      "reorder", "vote-stale-grant", "ElectionSafety", contested(5), ["reorder": 200_000, "reorder-delay": 1_000_000],
      seed: 40),
    FaultCase("crash-interval", "replay-on-dirty-machine", "Linearizability", seed: 3),
    FaultCase("partition-interval", "read-at-leader-unconfirmed", "Linearizability", seed: 2),
    FaultCase(
      "burst-loss", "follower-commit-to-last-index", "StateMachineSafety", calm,
      ["burst-loss": 20_000, "burst-duration": 200_000], seed: 1, without: 1),
    FaultCase(
      "late-duplication", "vote-stale-grant", "ElectionSafety", crashing,
      ["late-duplication": 500_000, "late-delay": 1_000_000], seed: 16),
    FaultCase(
      "heavy-tail", "vote-stale-grant", "ElectionSafety", contested(5), ["heavy-tail": 2_000_000], seed: 32),
    FaultCase("slow-link", "vote-stale-grant", "ElectionSafety", contested(3), ["slow-link": 40], seed: 47),
    FaultCase("slow-server", "vote-cleared-by-step-down", "VoteOnce", calm, ["slow-server": 40], seed: 9),
    FaultCase("queue", "full-link-given-up", "Progress", calm, ["queue": 2], seed: 1),
    FaultCase(
      "partition-groups", "conflict-by-index-only", "StateMachineSafety", calm, partitions("partition-groups"), seed: 1),
    FaultCase(
      "partition-minority", "append-overwrites-keeps-tail", "LogMatching", calm, partitions("partition-minority"),
      seed: 1),
    FaultCase(
      "partition-isolation", "append-prev-term-unchecked", "LogMatching", calm, partitions("partition-isolation"),
      seed: 1),
    FaultCase("partition-one-way", "half-open-given-up", "Progress", calm, partitions("partition-one-way"), seed: 1),
    FaultCase(
      "partition-bridge", "vote-length-first", "VotersNotNewer", contested(3), partitions("partition-bridge"), seed: 9),
    FaultCase("partition-ring", "vote-length-first", "VotersNotNewer", calm, partitions("partition-ring"), seed: 1),
    FaultCase(
      "partition-flapping", "append-stale-term-accepted", "CommittedOnMajority", calm,
      partitions("partition-flapping"), seed: 40),
    FaultCase(
      "partition-swizzle", "vote-length-first", "VotersNotNewer", calm, partitions("partition-swizzle"), seed: 7),
    FaultCase("sync-time", "ack-before-sync", "DurableStateSurvives", seed: 2),
    FaultCase(
      "sync-stall", "sync-forgotten", "Progress", ["servers": 3, "duration": 6_000_000, "sync-time": 0],
      ["sync-stall": 50_000, "sync-stall-time": 2_000_000], seed: 2),
    FaultCase("torn-write", "index-before-entry", "DurableStateSurvives", seed: 1),
    FaultCase("write-error", "goes-on-after-failed-write", "DurableStateSurvives", seed: 4),
    FaultCase("bit-flip", "checksum-unverified", "DurableStateSurvives", seed: 1),
    FaultCase("clock-drift", "read-under-own-lease", "Linearizability", seed: 2),
    FaultCase(
      "timer-early", "conflict-by-index-only", "StateMachineSafety", calm,
      ["timer-early": 100_000, "timer-early-by": 200_000], seed: 1),
    FaultCase(
      "timer-late", "conflict-by-index-only", "StateMachineSafety", calm,
      ["timer-late": 50_000, "timer-late-by": 1_000_000], seed: 319),
    FaultCase("pause-interval", "late-timer-dropped", "Progress", seed: 1),
    FaultCase("crash-loop-interval", "gives-up-after-crashes", "Progress", seed: 1),
    FaultCase("power-failure-interval", "recover-needs-survivor", "Progress", seed: 1),
    FaultCase("absence-interval", "laggard-ignored", "Progress", seed: 2),
    FaultCase("destruction-interval", "identity-survives-disk", "DurableStateSurvives", seed: 1),
    FaultCase("channels", "both-ends-offer", "Progress", seed: 1),
    FaultCase("channel-break-interval", "break-unnoticed", "Progress", seed: 1),
    FaultCase("introducer-crash-interval", "joined-once", "Progress", seed: 1),
    FaultCase("call-timeout", "call-place-leaked", "Progress", seed: 1),
    FaultCase("stranger-interval", "sessions-mixed", "Progress", seed: 1),
  ]

  private static let calm: Options = ["servers": 5, "election-spread": 50_000, "duration": 6_000_000]

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

/// A defect that a fault finds.
struct FaultCase: CustomTestStringConvertible, Sendable {
  /// The option of the fault.
  let fault: String
  let defect: String
  let invariant: String
  /// The world, beside what the defect needs.
  let world: FaultCases.Options
  /// What the fault needs, beside that.
  let values: FaultCases.Options
  /// The first seed that finds it.
  let seed: UInt64
  /// In how many of the first 300 seeds the same world without the fault finds it.
  let without: Int

  init(
    _ fault: String, _ defect: String, _ invariant: String, _ world: FaultCases.Options = [:],
    _ values: FaultCases.Options = [:], seed: UInt64, without: Int = 0
  ) {
    (self.fault, self.defect, self.invariant) = (fault, defect, invariant)
    (self.world, self.values, self.seed, self.without) = (world, values, seed, without)
  }

  var testDescription: String { "\(fault) finds \(defect)" }
}

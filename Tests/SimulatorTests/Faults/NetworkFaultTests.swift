import Testing
import TraceChecker

@testable import Simulator

@Suite("Each fault of the network finds a defect that the same world without it does not")
struct NetworkFaultTests {
  /// Values of scenario parameters, by name.
  typealias Options = KeyValuePairs<String, Int>

  /// A defect that one fault finds, in a world that has no other fault or few.
  struct Case: CustomTestStringConvertible, Sendable {
    /// The option of the fault.
    let fault: String
    let world: Options
    let values: Options
    let defect: String
    let invariant: String
    /// A seed that finds it.
    let seed: UInt64
    /// In so many seeds from 1 on the same world without the fault does not find it.
    var seedsWithout: UInt64 = 1000
    var testDescription: String { "\(fault) finds \(defect)" }
  }

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

  static let cases = [
    Case(
      fault: "burst-loss", world: calm, values: ["burst-loss": 20_000, "burst-duration": 200_000],
      defect: "follower-commit-to-last-index", invariant: "StateMachineSafety", seed: 2),
    Case(
      fault: "late-duplication", world: crashing, values: ["late-duplication": 500_000, "late-delay": 1_000_000],
      defect: "vote-stale-grant", invariant: "ElectionSafety", seed: 35),
    Case(
      fault: "heavy-tail", world: contested(5), values: ["heavy-tail": 2_000_000], defect: "vote-stale-grant",
      invariant: "ElectionSafety", seed: 7),
    Case(
      fault: "slow-link", world: contested(3), values: ["slow-link": 40], defect: "vote-stale-grant",
      invariant: "ElectionSafety", seed: 151),
    Case(
      fault: "slow-server", world: calm, values: ["slow-server": 40], defect: "vote-cleared-by-step-down",
      invariant: "VoteOnce", seed: 10),
    Case(
      fault: "duplication", world: contested(5), values: ["duplication": 200_000], defect: "vote-count-duplicates",
      invariant: "ElectionSafety", seed: 17),
    Case(
      fault: "partition-groups", world: calm, values: partitions("partition-groups"),
      defect: "conflict-by-index-only", invariant: "StateMachineSafety", seed: 1),
    Case(
      fault: "partition-minority", world: calm, values: partitions("partition-minority"),
      defect: "append-overwrites-keeps-tail", invariant: "LogMatching", seed: 1),
    Case(
      fault: "partition-isolation", world: calm, values: partitions("partition-isolation"),
      defect: "append-prev-term-unchecked", invariant: "LogMatching", seed: 2),
    Case(
      fault: "partition-one-way", world: calm, values: partitions("partition-one-way"),
      defect: "follower-commit-to-last-index", invariant: "StateMachineSafety", seed: 1),
    Case(
      fault: "partition-bridge", world: contested(3), values: partitions("partition-bridge"),
      defect: "vote-length-first", invariant: "VotersNotNewer", seed: 2),
    Case(
      fault: "partition-ring", world: calm, values: partitions("partition-ring"),
      defect: "vote-length-first", invariant: "VotersNotNewer", seed: 52),
    Case(
      fault: "partition-flapping", world: calm, values: partitions("partition-flapping"),
      defect: "append-stale-term-accepted", invariant: "CommittedOnMajority", seed: 10),
    Case(
      fault: "partition-swizzle", world: calm, values: partitions("partition-swizzle"),
      defect: "vote-length-first", invariant: "VotersNotNewer", seed: 9),
  ]

  /// Defects after which hardly anything is committed.
  static let silencing = [
    Case(
      fault: "queue", world: calm, values: ["queue": 2], defect: "full-link-given-up", invariant: "Progress", seed: 1),
    Case(
      fault: "partition-one-way", world: calm, values: partitions("partition-one-way"), defect: "half-open-given-up",
      invariant: "Progress", seed: 1),
    Case(
      fault: "partition-isolation", world: calm, values: partitions("partition-isolation"),
      defect: "silent-peer-given-up", invariant: "Progress", seed: 1),
  ]

  private static func run(
    _ known: Case, seed: UInt64, hasFault: Bool = true, hasDefect: Bool = true, seconds: Int? = nil
  ) throws -> RunResult {
    var scenario = Scenario()
    for (name, value) in Array(known.world) + (hasFault ? Array(known.values) : []) {
      try #require(ScenarioParameter.all.first { $0.name == name }).set(value, in: &scenario)
    }
    if let seconds { scenario.duration = 1_000_000 * seconds }
    let defect = hasDefect ? try #require(Defect.named(known.defect)) : nil
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
      .run(invariants: Checker.standardInvariants.filter { type(of: $0).name == known.invariant })
  }

  @Test("it is found with the fault, which really happened", arguments: cases)
  func isFound(_ known: Case) throws {
    let result = try Self.run(known, seed: known.seed)
    #expect(result.violations.map(\.invariant) == [known.invariant])
    let fault = try #require(Fault.all.first { $0.option == known.fault })
    #expect(fault.count(in: result.statistics) > 0)
  }

  @Test("it is not found without the fault, and nothing with the fault but without the defect", arguments: cases)
  func isNotFound(_ known: Case) throws {
    // A debug build has no time for a thousand: those are in docs/measurements.md.
    for seed in [known.seed] + Array(1...min(known.seedsWithout, 10)) {
      #expect(try Self.run(known, seed: seed, hasFault: false).violations.isEmpty)
    }
    #expect(try Self.run(known, seed: known.seed, hasDefect: false).violations.isEmpty)
  }

  @Test("a defect that silences servers does so only with the fault", arguments: silencing)
  func silences(_ known: Case) throws {
    func commits(_ hasFault: Bool, _ hasDefect: Bool) throws -> Int {
      try (1...4).map { seed in
        try Self.run(known, seed: seed, hasFault: hasFault, hasDefect: hasDefect, seconds: 15).statistics.commits
      }.reduce(0, +)
    }
    #expect(try commits(true, true) * 2 < commits(true, false))
    #expect(try commits(false, true) == commits(false, false))
  }

  @Test("there is a case for each fault")
  func isComplete() {
    let covered = Set((Self.cases + Self.silencing).map(\.fault))
    #expect(Set(Fault.networkFaults.map(\.option)).isSubset(of: covered))
  }
}

import TraceChecker

/// The result of a campaign: of all its runs, or up to the first failure. It does not depend on the number of threads.
public struct CampaignSummary: Sendable {
  /// The number of runs.
  public private(set) var runs = 0
  /// The sum of the counts of all runs.
  public private(set) var statistics = RunStatistics()
  /// The runs that violated a property.
  public private(set) var failures: [RunResult] = []
  /// How many runs violated a property; no more than `failureLimit` of them are kept.
  public private(set) var failureCount = 0
  /// The failures by kind, in the order of the first of each; no more than `failureLimit` kinds are kept.
  public private(set) var failureKinds: [FailureKind] = []
  /// The seeds whose second run differed from the first: a bug in raftsim, or in the user's core, state machine or
  /// defect.
  public var nondeterministic: [UInt64] { nondeterministicPlans.map(\.seed) }
  /// The runs of these seeds.
  package private(set) var nondeterministicPlans: [RunPlan] = []
  /// Whether it ended early because too many runs had trapped.
  public var endedByTraps: Bool { traps >= Campaign.trapLimit }
  private var traps = 0
  /// A hash of all runs, in the order of their seeds.
  public private(set) var digest: UInt64 = 0
  /// In how many runs `Conformance` was not judged to the end (`RunResult.conformanceEnd`).
  public private(set) var conformanceEnds = 0
  /// The first of those runs, and where the judgment ended.
  public private(set) var firstConformanceEnd: (seed: UInt64, end: ConformanceEnd)?
  private var runsWith: [Int] = Fault.all.map { _ in 0 }
  /// Whether each fault could have happened in one of the runs, on or not.
  private var applied: [Bool] = Fault.all.map { _ in false }

  /// The largest number of failures that are kept.
  public static let failureLimit = 100

  /// A fault that was on in this many runs must have happened in one of them.
  public static let unexercisedThreshold = 50

  /// The result of a campaign without runs.
  package init() {}

  /// In how many runs the fault was on.
  public func runsWith(_ fault: Fault) -> Int {
    Fault.all.firstIndex { $0.option == fault.option }.map { runsWith[$0] } ?? 0
  }

  mutating func add(_ result: RunResult, isReproducible: Bool) {
    runs += 1
    if result.plan.knownTrap != nil { traps += 1 }
    statistics.add(result.statistics)
    digest = mix(digest, result.digest.value)
    for (index, fault) in Fault.all.enumerated() where fault.applies(in: result.plan.scenario) {
      applied[index] = true
      if fault.isOn(in: result.plan.scenario) { runsWith[index] += 1 }
    }
    if let end = result.conformanceEnd {
      conformanceEnds += 1
      if firstConformanceEnd == nil { firstConformanceEnd = (result.plan.seed, end) }
    }
    if !isReproducible { nondeterministicPlans.append(result.plan) }
    if let violation = result.violations.first { add(violation, result) }
  }

  private mutating func add(_ violation: Violation, _ result: RunResult) {
    failureCount += 1
    if failures.count < Self.failureLimit { failures.append(result) }
    if let kind = failureKinds.firstIndex(where: { $0.includes(violation) }) {
      failureKinds[kind].add(result)
    } else if failureKinds.count < Self.failureLimit {
      failureKinds.append(FailureKind(violation, result))
    }
  }

  /// Why a campaign without a violation proves little, if so: what never happened in it. A fault that could not happen
  /// in any of the runs is not among it.
  /// - Parameters:
  ///   - asked: the options that were given by hand.
  ///   - checks: what was checked.
  public func unexercised(asked: Set<String>, checks: [any Check]) -> [String] {
    var unexercised: [String] = []
    let before = statistics.progress
    if let reason = statistics.nothingJudged(by: checks) { unexercised.append(reason) }
    if before.electionsBefore == 0 { unexercised.append("no leader was ever elected before the faults ended") }
    if before.commitsBefore == 0 { unexercised.append("nothing was ever committed before the faults ended") }
    for (index, fault) in Fault.all.enumerated() where applied[index] && fault.count(in: statistics) == 0 {
      if asked.contains(fault.option) {
        unexercised.append("\(fault.name): turned on with --\(fault.option), but it never happened")
      } else if runsWith(fault) >= Self.unexercisedThreshold {
        unexercised.append("\(fault.name): on in \(runsWith(fault)) runs, but it never happened")
      }
    }
    return unexercised
  }
}

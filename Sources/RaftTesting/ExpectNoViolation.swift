import RaftCore
import Simulator
import Testing
import TraceChecker

/// Runs a simulated cluster once for each seed, and records an issue if a run violates a property.
///
/// Each seed draws a cluster, its clients and its faults, as `raftsim fuzz` does. The issue names the property, the step,
/// the evidence and the seed, shows the last relevant steps, and has the trace of the run as an attachment. The campaign
/// ends with the lowest seed that fails. A campaign in which no leader was elected, no entry was committed, or a fault
/// that was on in 50 runs never happened is an issue too.
///
///     @Test func counterIsReplicated() {
///       expectNoViolation(seeds: 1...1000, machine: Counter.self)
///     }
///
/// - Parameters:
///   - seeds: the seeds, one run each. A release build makes some 900 runs a second on each processor; a debug build is about
///     20 times slower.
///   - machine: the state machine that is replicated.
///   - defect: the defect to plant, such as your own change of the rules.
///   - checks: what is checked; `Checker.allChecks + [Mine()]` adds your own invariant.
///   - core: the implementation of Raft under test.
///   - jobs: the number of threads.
///   - sourceLocation: where an issue is shown.
/// - Returns: what the campaign found.
@discardableResult
public func expectNoViolation<Machine: SimulatedMachine>(
  seeds: ClosedRange<UInt64>, machine: Machine.Type = KeyValueStore.self, defect: Defect? = nil,
  checks: [any Check] = Checker.allChecks, core: CoreType = .raftCore, jobs: Int = Campaign.processors,
  sourceLocation: SourceLocation = #_sourceLocation
) -> CampaignSummary {
  expectNoViolation(seeds: seeds, checks: checks, jobs: jobs, sourceLocation: sourceLocation) { seed in
    var scenario = Scenario(swarm: seed)
    defect?.prepare(&scenario)
    var plan = RunPlan(seed: seed, scenario: scenario, defect: defect, machine: machine)
    plan.core = core
    return plan
  }
}

/// Makes the run that `plan` gives for each seed, and records an issue if one violates a property.
///
///     @Test func fiveServersWithLoss() {
///       expectNoViolation(seeds: 1...1000) { seed in
///         var scenario = Scenario()
///         scenario.servers = 5
///         scenario.loss = Rate(partsPerMillion: 100_000)
///         return RunPlan(seed: seed, scenario: scenario, machine: Counter.self)
///       }
///     }
///
/// - Parameters:
///   - seeds: the seeds, one run each.
///   - checks: what is checked.
///   - jobs: the number of threads.
///   - sourceLocation: where an issue is shown.
///   - plan: the run of a seed.
/// - Returns: what the campaign found.
@discardableResult
public func expectNoViolation(
  seeds: ClosedRange<UInt64>, checks: [any Check] = Checker.allChecks, jobs: Int = Campaign.processors,
  sourceLocation: SourceLocation = #_sourceLocation, plan: @escaping @Sendable (_ seed: UInt64) -> RunPlan
) -> CampaignSummary {
  let summary = SeedCampaign(seeds: seeds, checks: checks, jobs: jobs).run(plan: plan)
  if let failure = summary.failures.first {
    FailureIssue(failure, checks: checks).record(at: sourceLocation)
  } else if !Task.isCancelled, let reason = summary.unexercised(asked: [], checks: checks).first {
    Issue.record("the campaign shows nothing: \(reason)", sourceLocation: sourceLocation)
  }
  return summary
}

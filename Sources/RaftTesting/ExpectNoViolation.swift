import RaftCore
import Simulator
import Testing
import TraceChecker

/// Runs a simulated cluster once for each seed, and records an issue if a run violates a property.
///
/// Each seed draws a cluster, its clients and its faults, as `raftsim fuzz` does. The issue names the check, the step,
/// the evidence and the seed, and tells the story of the failure: the steps that led to it in the smallest run or
/// schedule that was found. The trace of the run and the run file of the smallest run are attachments. The campaign ends
/// with the lowest seed that fails. A campaign in which no leader was elected, no entry was committed, or a fault that
/// was on in 50 runs never happened is an issue too.
///
///     @Test func counterIsReplicated() {
///       expectNoViolation(seeds: 1...1000, machine: Counter.self)
///     }
///
/// - Parameters:
///   - seeds: the seeds, one run each. A release build makes about 900 runs per second and processor; a debug build is
///     about 20 times slower.
///   - machine: the state machine that is replicated.
///   - defect: the defect to plant, if any: one of `Defect.all` or your own.
///   - checks: the checks to apply; `Checker.allChecks + [Mine()]` adds your own invariant.
///   - core: the implementation of Raft under test.
///   - corpus: the path of a directory of run files, if any. Its runs with this machine, defect and core are made
///     first, and each that violates a property is an issue; then no seed is run. The smallest run of a seed that fails
///     is added to it.
///   - shrinks: whether a smaller run and schedule are looked for when a seed fails, for at most ten seconds. Without
///     it, the issue shows the last steps of the servers involved, and the corpus gets the run as it was found.
///   - jobs: the number of threads.
///   - sourceLocation: the location to which an issue is attributed.
/// - Returns: the summary of the campaign.
@discardableResult
public func expectNoViolation<Machine: SimulatedMachine>(
  seeds: ClosedRange<UInt64>, machine: Machine.Type = KeyValueStore.self, defect: Defect? = nil,
  checks: [any Check] = Checker.allChecks, core: CoreType = .raftCore, corpus: String? = nil,
  shrinks: Bool = true, jobs: Int = Campaign.processors, sourceLocation: SourceLocation = #_sourceLocation
) -> CampaignSummary {
  expectNoViolation(
    seeds: seeds, checks: checks, corpus: corpus, shrinks: shrinks, jobs: jobs, sourceLocation: sourceLocation
  ) { seed in
    var scenario = Scenario(swarm: seed)
    defect?.prepare(&scenario)
    var plan = RunPlan(seed: seed, scenario: scenario, defect: defect, machine: machine)
    plan.core = core
    return plan
  }
}

/// Runs the plan that `plan` returns for each seed, and records an issue if a run violates a property.
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
///   - checks: the checks to apply.
///   - corpus: the path of a directory of run files, if any. Its runs are made first, with the machine, defect and core
///     that `plan` returns for their seeds; those with others are left out. Each that violates a property is an issue;
///     then no seed is run. The smallest run of a seed that fails is added to it.
///   - shrinks: whether a smaller run and schedule are looked for when a seed fails, for at most ten seconds. Without
///     it, the issue shows the last steps of the servers involved, and the corpus gets the run as it was found.
///   - jobs: the number of threads.
///   - sourceLocation: the location to which an issue is attributed.
///   - plan: returns the plan of the run for a seed.
/// - Returns: the summary of the campaign.
@discardableResult
public func expectNoViolation(
  seeds: ClosedRange<UInt64>, checks: [any Check] = Checker.allChecks, corpus: String? = nil,
  shrinks: Bool = true, jobs: Int = Campaign.processors, sourceLocation: SourceLocation = #_sourceLocation,
  plan: @escaping @Sendable (_ seed: UInt64) -> RunPlan
) -> CampaignSummary {
  let campaign = SeedCampaign(seeds: seeds, checks: checks, jobs: jobs)
  var corpus = corpus.flatMap { TestCorpus(path: $0, before: campaign, at: sourceLocation, plan: plan) }
  if corpus?.hasFailures == true { return CampaignSummary() }
  let summary = campaign.run(plan: plan)
  if let failure = summary.failures.first {
    let cause = FailureCause(result: failure, checks: checks, jobs: jobs, isCancelled: campaign.hooks.isCancelled)
    let diagnosis = shrinks ? cause.diagnose() : nil
    corpus?.add(diagnosis?.run.result ?? failure, showing: diagnosis?.failure)
    FailureIssue(failure, checks: checks, diagnosis: diagnosis).record(at: sourceLocation)
  } else if !Task.isCancelled, let reason = summary.unexercised(asked: [], checks: checks).first {
    Issue.record("the campaign shows nothing: \(reason)", sourceLocation: sourceLocation)
  }
  return summary
}

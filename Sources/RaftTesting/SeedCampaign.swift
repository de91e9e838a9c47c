import Simulator
import TraceChecker

/// A campaign of a test: a range of seeds, until one fails or the task of the test is cancelled.
struct SeedCampaign {
  let seeds: ClosedRange<UInt64>
  let checks: [any Check]
  let jobs: Int

  func run(plan: @escaping @Sendable (UInt64) -> RunPlan) -> CampaignSummary {
    let count = seeds.upperBound - seeds.lowerBound
    precondition(count < UInt64(Int.max), "more than \(Int.max) seeds")
    var campaign = Campaign(firstSeed: seeds.lowerBound, runs: Int(count) + 1, jobs: jobs)
    campaign.checks = checks
    var hooks = Campaign.Hooks()
    // The workers have no task of their own.
    let task = withUnsafeCurrentTask { $0.map(TaskReference.init) }
    hooks.shouldStop = { task?.isCancelled ?? false }
    hooks.isCancelled = hooks.shouldStop
    hooks.isRunning = { seed, _ in ThreadName.show(seed) }
    let name = ThreadName.current
    defer { ThreadName.set(name) }
    return campaign.run(hooks: hooks, plan: plan)
  }
}

/// The task of the caller, who waits for the campaign: it outlives the reference.
private struct TaskReference: @unchecked Sendable {
  let task: UnsafeCurrentTask

  var isCancelled: Bool { task.isCancelled }
}

import Simulator
import Synchronization
import TraceChecker

/// A campaign of a test: a range of seeds, until one fails or the task of the test is cancelled.
struct SeedCampaign {
  let seeds: ClosedRange<UInt64>
  let checks: [any Check]
  let jobs: Int

  func run(plan: @escaping @Sendable (UInt64) -> RunPlan) -> CampaignSummary {
    campaign.run(hooks: hooks, plan: plan)
  }

  var campaign: Campaign {
    let count = seeds.upperBound - seeds.lowerBound
    precondition(count < UInt64(Int.max), "more than \(Int.max) seeds")
    var campaign = Campaign(firstSeed: seeds.lowerBound, runs: Int(count) + 1, jobs: jobs)
    campaign.checks = checks
    return campaign
  }

  /// What ends the campaign with the task of the caller, and shows the seeds in the names of the threads.
  var hooks: Campaign.Hooks {
    var hooks = Campaign.Hooks()
    // The workers have no task of their own.
    let task = withUnsafeCurrentTask { $0.map(TaskReference.init) }
    hooks.shouldStop = { task?.isCancelled ?? false }
    hooks.isCancelled = hooks.shouldStop
    let names = WorkerNames()
    hooks.isRunning = names.show
    return hooks
  }
}

/// The names that the threads of a campaign had before: others use these threads afterwards.
private final class WorkerNames: Sendable {
  private let names = Mutex<[Int: String]>([:])

  /// Shows that the calling thread, which does `job`, runs `seed`; or gives it its earlier name back.
  func show(_ seed: UInt64?, _ job: Int) {
    if let seed {
      let name = ThreadName.current
      names.withLock { $0[job] = name }
      ThreadName.show(seed)
    } else if let name = names.withLock({ $0.removeValue(forKey: job) }) {
      ThreadName.set(name)
    }
  }
}

/// The task of the caller, who waits for the campaign: it outlives the reference.
private struct TaskReference: @unchecked Sendable {
  let task: UnsafeCurrentTask

  var isCancelled: Bool { task.isCancelled }
}

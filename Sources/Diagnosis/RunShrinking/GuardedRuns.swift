import Simulator
import Synchronization
import TraceChecker

/// Makes the runs of a search, on any thread, and keeps what else they showed: by the number of the trial, so that what
/// is kept does not depend on the number of threads.
final class GuardedRuns: Sendable {
  let checks: [any Check]
  let expected: ExpectedFailure
  private let isCancelled: @Sendable () -> Bool
  private let catchTrap: CatchTrap
  private let log = Mutex(Log())

  /// The number of traps after which a search ends: each keeps its thread and its memory.
  static let trapLimit = 30

  /// The last step of a changed run of a failure at `step`: a run must not become much longer, whatever else is simpler
  /// about it.
  static func lastStep(ofTrialsFor step: Int) -> Int { 2 * step + 50 }

  private struct Log {
    /// Failures of another kind, by the number of the trial.
    var others: [Int: RunResult] = [:]
    /// The numbers of the trials that trapped.
    var traps: Set<Int> = []
    /// The steps of the trials that are not counted yet, by the number of the trial.
    var steps: [Int: Int] = [:]
    /// The trials that count, and their steps.
    private(set) var counted = (trials: 0, steps: 0)

    /// Counts the first `count` trials. Returns the number of their steps.
    mutating func countSteps(upTo count: Int) -> Int {
      while counted.trials < count {
        counted.trials += 1
        counted.steps += steps.removeValue(forKey: counted.trials) ?? 0
      }
      return counted.steps
    }
  }

  init(_ checks: [any Check], _ expected: ExpectedFailure, _ limits: ShrinkLimits, _ catchTrap: @escaping CatchTrap) {
    (self.checks, self.expected, self.catchTrap) = (checks, expected, catchTrap)
    isCancelled = { limits.isCancelled() || limits.isOutOfTime() }
  }

  /// The trials of a search, which ends after too many traps or steps.
  func trials(_ limits: ShrinkLimits) -> Trials {
    Trials(limits) { [self] count in
      log.withLock { log in
        if log.traps.count(where: { $0 <= count }) >= Self.trapLimit { return .traps }
        return log.countSteps(upTo: count) >= limits.steps ? .trials : nil
      }
    }
  }

  /// Makes a run in trial `number`. Returns `nil` if it does not fail as expected.
  /// - Parameter limit: the step after which the run ends; `nil` for no limit.
  func failure(of plan: RunPlan, trial number: Int, limit: Int?) -> FailingRun? {
    let result = result(of: limit.map(plan.ending) ?? plan)
    let failure = result.flatMap { FailingRun($0, expected, limit: limit) }
    log.withLock { log in
      log.traps.remove(number)
      log.others[number] = nil
      log.steps[number] = result?.statistics.steps
      guard let result else { return _ = log.traps.insert(number) }
      if result.plan.knownTrap != nil { log.traps.insert(number) }
      if failure == nil, !result.violations.isEmpty { log.others[number] = result }
    }
    return failure
  }

  /// Runs a plan, unless the search is over; `nil` if it traps, and not in the same call when it is repeated.
  func result(of plan: RunPlan) -> RunResult? { result(of: plan, isCancelled) }

  /// Runs a plan, even if the search is over.
  func wholeResult(of plan: RunPlan) -> RunResult? { result(of: plan) { false } }

  private func result(of plan: RunPlan, _ isCancelled: @escaping @Sendable () -> Bool) -> RunResult? {
    var plan = plan
    plan.knownTrap = nil
    let first = Attempt(plan, CoreCalls())
    guard let caught = catchTrap(first.calls, { first.run(self.checks, isCancelled) }) else { return first.result }
    let again = Attempt(plan, CoreCalls(repeating: caught))
    let other = catchTrap(again.calls) { again.run(self.checks, isCancelled) }
    return other == nil ? again.result : nil
  }

  /// The failures of another kind in the first `count` trials, one of each kind.
  func others(upTo count: Int) -> [RunResult] {
    let results = log.withLock { $0.others.filter { $0.key <= count }.sorted { $0.key < $1.key }.map(\.value) }
    var kinds: Set<ExpectedFailure> = []
    return results.filter { kinds.insert(ExpectedFailure($0.violations[0])).inserted }
  }

  /// A run on the thread that `catchTrap` gives it.
  private final class Attempt: Sendable {
    let calls: CoreCalls
    private let plan: RunPlan
    private let kept = Mutex<RunResult?>(nil)

    init(_ plan: RunPlan, _ calls: CoreCalls) { (self.plan, self.calls) = (plan, calls) }

    /// The result, once there is one.
    var result: RunResult? { kept.withLock { $0 } }

    func run(_ checks: [any Check], _ isCancelled: @escaping @Sendable () -> Bool) {
      let result = plan.run(checks: checks, calls: calls, isCancelled: isCancelled)
      kept.withLock { $0 = result }
    }
  }
}

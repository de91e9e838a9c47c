import RaftCore
import TraceChecker

/// All that a run depends on.
public struct RunPlan: Sendable {
  /// The seed: every decision of the run is a hash of it.
  public var seed: UInt64
  /// The parameters of the run.
  public var scenario: Scenario
  /// What is wrong with the servers or their disks, if anything.
  public var defect: Defect?
  /// What is changed about the run without a change of the seed; see `Override`.
  public var overrides: [Override] = []
  /// What the servers are made of.
  public var core = CoreType.raftCore
  /// The trap in the code under test that ends the run, if the run was made before and trapped.
  package var knownTrap: CaughtTrap?
  @usableFromInline let machineType: Any.Type
  @usableFromInline let makeApplication:
    @Sendable (_ hosts: [HostRules], ClientNumbering, _ comparesReplicas: Bool) -> Application

  /// The run of `seed` in `scenario`, with the machine that the scenario names.
  public init(seed: UInt64, scenario: Scenario, defect: Defect? = nil) {
    switch scenario.machine {
    case .keyValue: self.init(seed: seed, scenario: scenario, defect: defect, machine: KeyValueStore.self)
    case .toDo: self.init(seed: seed, scenario: scenario, defect: defect, machine: ToDoList.self)
    }
  }

  /// The run of `seed` in `scenario`, with a state machine of the user's.
  @inlinable
  public init<Machine: SimulatedMachine>(
    seed: UInt64, scenario: Scenario, defect: Defect? = nil, machine: Machine.Type
  ) {
    self.seed = seed
    self.scenario = scenario
    self.defect = defect
    machineType = machine
    makeApplication = { Application(machine, hosts: $0, $1, comparesReplicas: $2) }
  }

  /// Runs it.
  ///
  /// The same plan gives the same result in every process and build. Memory is bounded by the logs, the clients'
  /// requests and the elections, not by the events; some planted defects of hosts remember every message.
  /// - Parameters:
  ///   - checks: what is checked.
  ///   - observers: see every event that the checks see, after them, in the durable order; the result has them as they
  ///     are at the end.
  ///   - invariant: the one whose violation ends the run, whatever is violated before it; by default any does.
  ///   - record: sees every event as it happens. It does not change the run.
  ///   - observe: called with every decision and its outcome, in the order in which they are made; slows the run down.
  ///   - isCancelled: whether to end the run early; called every few dozen occurrences.
  public func run(
    checks: [any Check] = Checker.allChecks, observers: [any EventObserver] = [], upTo invariant: String? = nil,
    record: ((TraceEvent) -> Void)? = nil, observe: ((DecisionKey, DecisionValue) -> Void)? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> RunResult {
    run(
      RunObservation(
        checks: checks, observers: observers, lastInvariant: invariant, record: record, observeDecision: observe,
        calls: CoreCalls(repeating: knownTrap), isCancelled: isCancelled))
  }

  /// Runs it, and counts the calls of servers and state machines with `calls`. A trap that `calls` knows ends the run
  /// and violates `NoTrap`, whatever the checks are.
  package func run(
    checks: [any Check] = Checker.allChecks, upTo invariant: String? = nil, record: ((TraceEvent) -> Void)? = nil,
    calls: CoreCalls, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> RunResult {
    run(
      RunObservation(
        checks: checks, lastInvariant: invariant, record: record, calls: calls, isCancelled: isCancelled))
  }

  /// Runs it without digest and checks: what the world alone costs. The run is the same one, unless a check would have
  /// ended it.
  /// - Parameters:
  ///   - record: sees every event as it happens. It does not change the run.
  ///   - isCancelled: whether to end the run early; called every few dozen occurrences.
  public func runUnjudged(
    record: ((TraceEvent) -> Void)? = nil, isCancelled: @escaping @Sendable () -> Bool = { false }
  ) -> RunStatistics {
    run(RunObservation(isJudging: false, record: record, isCancelled: isCancelled)).statistics
  }

  private func run(_ observation: RunObservation) -> RunResult {
    observation.calls.restart(seed: seed)
    var plan = self
    plan.knownTrap = observation.calls.caught
    return plan.runWorld(observation)
  }

  private func runWorld(_ observation: RunObservation) -> RunResult {
    if let foreign = core.foreign {
      return run(World<AnyServer>(self, rules: Array(repeating: foreign, count: scenario.servers), observation))
    }
    return run(World<RaftCoreServer>(self, observation))
  }

  private func run<Core>(_ world: consuming World<Core>) -> RunResult {
    world.run()
    return RunResult(
      plan: self, violations: world.recorder.observer.checker.violations,
      conformanceEnd: world.recorder.observer.checker.conformanceEnd, digest: world.recorder.observer.digest,
      observers: world.recorder.observer.checker.observers, statistics: world.statistics,
      wasCancelled: world.cancellation.wasCancelled,
      unusedOverrides: world.random.overrides?.unused ?? [])
  }
}

/// The result of a run.
public struct RunResult: Sendable {
  /// The plan that was run.
  public let plan: RunPlan
  /// The checks that were violated: the first time of each, in the order of time.
  public let violations: [Violation]
  /// Where the judgment of `Conformance` ended, if the core did something that the specification does not have.
  public let conformanceEnd: ConformanceEnd?
  /// The hash of all steps.
  public let digest: TraceDigest
  /// The observers of the run, in their state at its end.
  public let observers: [any EventObserver]
  /// The counts of what happened.
  public let statistics: RunStatistics
  /// Whether it was cancelled before its end.
  public let wasCancelled: Bool
  /// The overrides of the plan that had no effect, in the order of the plan.
  public let unusedOverrides: [UnusedOverride]
}

extension RunResult {
  /// The result of a run of `plan` that a trap stopped, and of which nothing else is known.
  init(stoppedBy caught: CaughtTrap, _ plan: RunPlan) {
    var plan = plan
    plan.knownTrap = caught
    self.init(
      plan: plan, violations: [], conformanceEnd: nil, digest: TraceDigest(), observers: [],
      statistics: RunStatistics(),
      wasCancelled: true, unusedOverrides: [])
  }
}

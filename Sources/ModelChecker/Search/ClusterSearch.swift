import RaftCore
import Simulator
import TraceChecker

/// The search for violations in a bounded cluster: every state, or random walks.
public struct ClusterSearch: Sendable {
  /// The cluster whose states are explored.
  public var cluster: BoundedCluster
  /// The reductions: which states are left out.
  public var reductions = Reductions()
  /// The checks that are applied to every step; checks of whole runs are left out.
  public var checks: [any Check] = Checker.allChecks
  /// Whether the search also checks, for every state, that any majority can elect a leader and commit an entry from
  /// there: `AlwaysPossible`.
  public var checksProgress = false
  /// Where to begin: at the states that this schedule goes through; `nil` for the state in which nothing has happened.
  public var schedule: Schedule?
  /// A reason to stop while the schedule is followed, when the limits of the search do not apply yet; called every few
  /// dozen steps.
  public var reasonToStopFollowing: @Sendable () -> Exploration.StopReason? = { nil }

  /// Counts the calls of the servers. A trap that it knows is a violation of `NoTrap`.
  package var calls = CoreCalls()

  /// A search in `cluster`.
  public init(_ cluster: BoundedCluster) { self.cluster = cluster }

  /// How an exploration is to be done: see `Explorer`.
  public struct Limits: Sendable {
    /// The number of threads.
    public var jobs = 1
    /// The greatest depth; `nil` for none.
    public var depth: Int?
    /// The most memory, in bytes; `nil` for no limit.
    public var memory: Int?
    /// Whether a counterexample is wanted.
    public var keepsLinks = true
    /// Whether whole states are compared.
    public var isExact = false

    /// One thread, and no limits.
    public init() {}
  }

  /// The name of the property that `checksProgress` adds.
  public static let progressProperty = Judge.progressProperty

  /// The kinds of actions, in the order of `Exploration.steps`.
  public var actionKinds: [String] { ClusterAction.kinds }
  /// How many of `actionKinds`, the first ones, are steps of servers.
  public var serverKinds: Int { ClusterAction.serverKinds }

  /// The properties, in the order of their numbers.
  public var properties: [ModelProperty] { Judge.properties(checks, withProgress: checksProgress) }

  /// Explores every state. O(steps).
  /// - Returns: the result, and the schedule that violates the property, if one is violated.
  public func explore(_ limits: Limits, hooks: Exploration.Hooks = Exploration.Hooks()) -> (
    result: Exploration, counterexample: Schedule?
  ) {
    if let foreign = cluster.core.foreign { return explore(AnyServer.self, foreignRules(foreign), limits, hooks) }
    return explore(RaftCoreServer.self, cluster.rules, limits, hooks)
  }

  private func explore<Core: ServerCore>(
    _ core: Core.Type, _ rules: [Core.Rules], _ limits: Limits, _ hooks: Exploration.Hooks
  ) -> (result: Exploration, counterexample: Schedule?) {
    let (searchStarts, scheduleStart) = follow(core, rules)
    if let reason = Self.reasonNotToSearch(searchStarts.count, scheduleStart) {
      return result(Exploration(), reason, scheduleStart)
    }
    var explorer = Explorer(model(rules, from: searchStarts))
    explorer.jobs = limits.jobs
    explorer.depth = limits.depth
    explorer.memoryLimit = limits.memory
    explorer.keepsLinks = limits.keepsLinks
    explorer.isExact = limits.isExact
    var (result, model) = explorer.explore(hooks: hooks)
    result.scheduleStart = scheduleStart
    result.fingerprintAlternatives = model.renamings.count
    // It was shown for every state that was expanded.
    if checksProgress { result.judged[model.judge.progressNumber] = result.expanded }
    return (result, counterexample(of: result, in: model, from: searchStarts))
  }

  /// Takes random walks, on one thread.
  /// - Returns: the result, and the schedule that violates the property, if one is violated.
  public func walk(
    seed: UInt64, walks: Int, depth: Int, memory: Int? = nil,
    shouldStop: (WalksResult) -> Exploration.StopReason? = { _ in nil }
  ) -> (result: WalksResult, counterexample: Schedule?) {
    if let foreign = cluster.core.foreign {
      return walk(
        AnyServer.self, foreignRules(foreign), seed: seed, walks: walks, depth: depth, memory: memory, shouldStop)
    }
    return walk(RaftCoreServer.self, cluster.rules, seed: seed, walks: walks, depth: depth, memory: memory, shouldStop)
  }

  private func walk<Core: ServerCore>(
    _ core: Core.Type, _ rules: [Core.Rules], seed: UInt64, walks: Int, depth: Int, memory: Int?,
    _ shouldStop: (WalksResult) -> Exploration.StopReason?
  ) -> (result: WalksResult, counterexample: Schedule?) {
    let (searchStarts, scheduleStart) = follow(core, rules)
    if let reason = Self.reasonNotToSearch(searchStarts.count, scheduleStart) {
      return result(WalksResult(), reason, scheduleStart)
    }
    var walks = RandomWalks(model(rules, from: searchStarts), seed: seed, walks: walks, depth: depth)
    walks.memoryLimit = memory
    var (result, model) = walks.walk(shouldStop: shouldStop)
    result.scheduleStart = scheduleStart
    return (result, counterexample(of: result, in: model, from: searchStarts))
  }

  private func counterexample<Core>(
    of outcome: some SearchOutcome, in model: ClusterModel<Core>, from searchStarts: [SearchStart<Core>]
  ) -> Schedule? {
    let endsWithTrap = outcome.brokenProperty.map { properties[$0].name == NoTrap.name } ?? false
    return outcome.counterexample.map { schedule(of: $0, endsWithTrap: endsWithTrap, in: model, from: searchStarts) }
  }

  /// Why there is nothing to search through, if so: a step of the schedule itself violates a check, the search was
  /// ended before, or no state is within the bounds.
  private static func reasonNotToSearch(_ states: Int, _ start: ScheduleStart?) -> Exploration.StopReason? {
    if start?.broken != nil { return .violation }
    return start?.stopReason ?? (states == 0 ? .complete : nil)
  }

  /// The result without a search. If the schedule violates a check it is the counterexample, up to that step.
  private func result<Outcome: WritableSearchOutcome>(
    _ outcome: Outcome, _ reason: Exploration.StopReason, _ start: ScheduleStart?
  ) -> (result: Outcome, counterexample: Schedule?) {
    var (result, counterexample) = (outcome, Schedule?.none)
    result.steps = actionKinds.map { _ in 0 }
    result.judged = properties.map { _ in 0 }
    (result.stopReason, result.scheduleStart) = (reason, start)
    if reason == .violation, let start, let schedule {
      result.brokenProperty = properties.firstIndex { $0.name == start.broken }
      counterexample = Schedule(configuration: cluster.configuration, defect: cluster.defect)
      counterexample?.core = cluster.core
      // The last step of the schedule that was played, or a restart after it.
      let last = start.restarts.isEmpty ? 1 : 0
      counterexample?.actions = schedule.actions.prefix(start.followed + last) + start.restarts
      if start.broken == NoTrap.name { counterexample?.trapInLastAction() }
    }
    return (result, counterexample)
  }

  /// What servers of another package's core are made with: all with the same.
  func foreignRules(_ core: ForeignCore) -> [ForeignCore] { Array(repeating: core, count: cluster.servers) }

  private func model<Core>(_ rules: [Core.Rules], from searchStarts: [SearchStart<Core>]) -> ClusterModel<Core> {
    ClusterModel(
      cluster, rules: rules, reductions: reductions, checks: checks, checksProgress: checksProgress, calls: calls,
      from: searchStarts.map(\.snapshot))
  }
}

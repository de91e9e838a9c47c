import Glibc
import ModelChecker
import Reporting
import Simulator

extension ExplorationPlan {
  /// The exploration that the arguments ask for.
  /// - Throws: `UsageError` for options that are wrong or do not go together; `Interruption` if the reading of a trace
  ///   was ended from outside.
  /// - Parameter start: when the command began, by the monotonic clock.
  init(_ arguments: Arguments, _ console: Console, start: Int) throws {
    let limits = try Self.limits(arguments)
    let time = try arguments[ExploreCommand.time]?.duration(in: 1...365 * 24 * 3_600_000_000)
    let budget = SearchBudget(memory: limits.memory ?? .max, time: time, start: start, console)
    let (schedule, cut) = try Self.schedule(arguments, budget)
    self.cut = cut
    var search = ClusterSearch(try ClusterOptions.cluster(arguments, around: schedule, budget))
    search.schedule = schedule
    search.reasonToStopFollowing = { budget.reasonToStopBefore }
    search.checks = try InvariantOptions.checksOfSteps(
      arguments, "exploration judges steps, not whole runs; 'raftsim fuzz' judges it")
    search.reductions = try Self.reductions(arguments, search.cluster)
    search.checksProgress = arguments.has(ExploreCommand.progress)
    self.search = search
    self.limits = limits
    self.budget = budget
    walks = try Self.walks(arguments)
    asksForConformance = InvariantOptions.asksForConformance(arguments)
    try forbidContradictions(arguments)
  }

  private static func schedule(_ arguments: Arguments, _ budget: SearchBudget) throws -> (Schedule?, cut: String?) {
    guard let argument = arguments[ExploreCommand.around] else { return (nil, nil) }
    let source = try ScheduleSource(path: argument.path(), arguments) { budget.reasonToStopBefore }
    return (source.schedule, source.cut)
  }

  private static func limits(_ arguments: Arguments) throws -> ClusterSearch.Limits {
    var limits = ClusterSearch.Limits()
    let processors = min(Campaign.mostJobs, Campaign.processors)
    limits.jobs = try arguments[ExploreCommand.jobs]?.integer(in: 1...Campaign.mostJobs) ?? processors
    limits.depth = try arguments[ExploreCommand.depth]?.integer(in: 0...1_000_000)
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    limits.memory = try arguments[ExploreCommand.memory]?.size() ?? max(1 << 30, machine / 2)
    limits.isExact = arguments.has(ExploreCommand.exact)
    return limits
  }

  /// The reductions: those that are given; otherwise, where every state is wanted, both if they leave nothing out.
  private static func reductions(_ arguments: Arguments, _ cluster: BoundedCluster) throws -> Reductions {
    var reductions = Reductions()
    reductions.symmetry = arguments.has(ExploreCommand.symmetry)
    reductions.eagerSending = arguments.has(ExploreCommand.partialOrder)
    let isGiven = reductions.symmetry || reductions.eagerSending
    if arguments.has(ExploreCommand.noReductions) {
      guard !isGiven else { throw arguments.error("\(ExploreCommand.noReductions.name) excludes the other reductions") }
      return reductions
    }
    guard !isGiven, ![ExploreCommand.walks, ExploreCommand.around].contains(where: arguments.has) else {
      return reductions
    }
    reductions.symmetry = cluster.renamings <= BoundedCluster.mostRenamings
    reductions.eagerSending = cluster.canSendEagerly
    return reductions
  }

  private static func walks(_ arguments: Arguments) throws -> (count: Int, seed: UInt64)? {
    let seed = try arguments[ExploreCommand.seed]?.seed()
    guard let walks = arguments[ExploreCommand.walks] else {
      guard seed == nil else { throw arguments.error("--seed is for --walks only: exploration is not random") }
      return nil
    }
    return (try walks.integer(in: 1 ... .max), seed ?? UInt64(UInt32.random(in: 1 ... .max)))
  }

  private func forbidContradictions(_ arguments: Arguments) throws {
    let cluster = search.cluster
    if search.reductions.eagerSending, !cluster.canSendEagerly {
      throw arguments.error(
        "--partial-order is for --network set without --max-messages: it would miss states otherwise")
    }
    if search.reductions.symmetry, cluster.renamings > BoundedCluster.mostRenamings {
      throw arguments.error(
        "--symmetry: there are \(Readable.count(cluster.renamings)) ways to rename \(cluster.servers) servers and "
          + "\(cluster.values) commands, and no more than \(Readable.count(BoundedCluster.mostRenamings)) are tried")
    }
    if cluster.network == .bag, cluster.maxMessages == nil, limits.depth == nil, walks == nil {
      throw arguments.error(
        "--network bag needs --max-messages or --depth: with heartbeats the number of states has no limit")
    }
    if search.schedule != nil, limits.depth == nil { throw arguments.error("--around needs --depth") }
    let onlyForStates = [ExploreCommand.exact, ExploreCommand.progress, ExploreCommand.jobs].first(where: arguments.has)
    if walks != nil, let option = onlyForStates {
      throw arguments.error("\(option.name) is for exploration, not for --walks")
    }
  }

  /// Searches.
  /// - Parameter calls: counts the calls of the servers; a trap that it knows is found.
  /// - Throws: `UsageError` if no state of the trace to be searched around is within the bounds; `Interruption` if the
  ///   search was ended before it began.
  func run(_ progress: SearchProgress, _ calls: CoreCalls, _ arguments: Arguments) throws -> ExplorationReport {
    var plan = self
    plan.search.calls = calls
    plan.search.checks = search.checks.finding(calls.knownTrap)
    return try plan.run(progress, arguments)
  }

  private func run(_ progress: SearchProgress, _ arguments: Arguments) throws -> ExplorationReport {
    let shouldStop = { budget.reasonToStop }
    let report = walks.map { walk($0, progress, shouldStop) } ?? explore(progress, shouldStop)
    progress.finish()
    if let reason = report.scheduleStart?.stopReason { throw Interruption(reason: reason) }
    if let start = report.scheduleStart, start.states == 0, start.broken == nil {
      let end = start.end.map { ", and \($0)" } ?? ""
      throw arguments.error("no state of the trace is within the bounds, with all of its servers started\(end)")
    }
    return report
  }

  private func explore(
    _ progress: SearchProgress, _ shouldStop: @escaping () -> Exploration.StopReason?
  ) -> ExplorationReport {
    var hooks = Exploration.Hooks()
    hooks.shouldStop = shouldStop
    hooks.progress = { progress.update($0) }
    let (result, counterexample) = search.explore(limits, hooks: hooks)
    return ExplorationReport(plan: self, found: .states(result), counterexample: counterexample)
  }

  private func walk(
    _ walks: (count: Int, seed: UInt64), _ progress: SearchProgress,
    _ shouldStop: () -> Exploration.StopReason?
  ) -> ExplorationReport {
    let depth = limits.depth ?? Self.walkDepth
    let (result, counterexample) = search.walk(
      seed: walks.seed, walks: walks.count, depth: depth, memory: limits.memory
    ) { result in
      progress.update(result)
      return shouldStop()
    }
    return ExplorationReport(plan: self, found: .walks(result), counterexample: counterexample)
  }
}

extension BoundedCluster {
  /// Whether `Reductions.eagerSending` leaves out nothing that violates a property.
  fileprivate var canSendEagerly: Bool { network == .set && maxMessages == nil }
}

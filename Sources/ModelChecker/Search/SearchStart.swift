import RaftCore
import Simulator
import TraceChecker

/// Where a search begins: a cluster, and the actions that lead there.
struct SearchStart<Core: ServerCore>: Sendable {
  let snapshot: ClusterSnapshot<Core>
  /// The number of the schedule's actions that come first: as actions, each state of a long schedule would have a copy.
  var scheduled = 0
  /// The actions after those.
  var actions: [TraceEvent]
}

extension ClusterSearch {
  /// Follows the schedule as far as it applies and violates nothing. O(steps of the schedule).
  /// - Returns: the states to begin with, within the bounds, each with the actions that lead there; and what is to be
  ///   said of the schedule, if there is one.
  func follow<Core: ServerCore>(
    _ core: Core.Type, _ rules: [Core.Rules]
  ) -> (searchStarts: [SearchStart<Core>], scheduleStart: ScheduleStart?) {
    guard let schedule else {
      return ([SearchStart(snapshot: ClusterSnapshot(cluster, rules), actions: starts)], nil)
    }
    calls.restart()
    var scheduleStart = ScheduleStart()
    var player = SchedulePlayer<Core>(
      configuration: cluster.configuration, rules: rules, disks: cluster.defect.disks(servers: cluster.servers),
      checks: checks, calls: calls)
    var searchStarts: [SearchStart<Core>] = []
    scheduleStart.steps = schedule.actions.count
    for (offset, action) in schedule.actions.enumerated() {
      if offset & 63 == 0 { scheduleStart.stopReason = reasonToStopFollowing() }
      if scheduleStart.stopReason != nil { break }
      let outcome = player.play(action)
      scheduleStart.end = reasonToEnd(at: schedule.number(of: offset + 1), outcome, player)
      scheduleStart.broken = player.observer.checker.violations.first?.invariant
      if scheduleStart.end != nil { break }
      scheduleStart.followed += 1
      // First of all, as to take down a cluster costs as much as all that it has committed.
      guard outcome == .played, isWithinBounds(player) else { continue }
      if let beginning = beginning(after: offset + 1, player, &scheduleStart) { searchStarts.append(beginning) }
      if calls.areOver { break }
    }
    if let unplayable = schedule.unplayable, scheduleStart.end == nil,
      scheduleStart.followed == schedule.actions.count
    {
      let step = schedule.number(of: schedule.actions.count + 1)
      scheduleStart.end = "step \(step) does not apply: \(unplayable.reason)"
    }
    scheduleStart.states = searchStarts.count
    return (searchStarts, scheduleStart)
  }

  private func reasonToEnd<Core>(
    at step: Int, _ outcome: PlayedAction, _ player: SchedulePlayer<Core>
  ) -> String? {
    if case .doesNotApply(let reason) = outcome { return "step \(step) does not apply: \(reason)" }
    return player.observer.checker.violations.first.map { "step \(step) violates \($0.invariant)" }
  }

  /// The state that a schedule has reached; `nil` until all servers have started. No server of a model is down, so one
  /// that is down is taken for one that has restarted and has received nothing yet.
  /// - Parameter scheduleStart: notes a server that traps as it restarts.
  private func beginning<Core>(
    after scheduled: Int, _ player: SchedulePlayer<Core>, _ scheduleStart: inout ScheduleStart
  ) -> SearchStart<Core>? {
    var player = player
    var actions: [TraceEvent] = []
    for server in 0..<cluster.servers where !player.isUp(server) {
      var restart = TraceEvent()
      (restart.action, restart.server) = (.restart, server)
      guard player.play(restart) == .played else { return nil }
      actions.append(restart)
      if calls.areOver {
        scheduleStart.noteTrap(in: actions, afterStep: schedule?.number(of: scheduled) ?? scheduled)
        return nil
      }
    }
    return SearchStart(snapshot: ClusterSnapshot(player), scheduled: scheduled, actions: actions)
  }

  /// The servers' first steps.
  private var starts: [TraceEvent] {
    (0..<cluster.servers).map { server in
      var event = TraceEvent()
      event.action = .start
      event.server = server
      return event
    }
  }

  private func isWithinBounds<Core>(_ player: SchedulePlayer<Core>) -> Bool {
    (0..<cluster.servers).map(player.server)
      .allSatisfy { $0.currentTerm <= cluster.maxTerm && $0.lastIndex <= cluster.maxLog }
      && player.messages.all.reduce(0) { $0 + $1.count } <= cluster.maxMessages ?? .max
  }
}

extension ClusterSnapshot {
  /// The cluster of a schedule that is being played, all of whose servers are up.
  fileprivate init(_ player: SchedulePlayer<Core>) {
    let all = 0..<player.configuration.servers
    servers = all.map(player.server)
    votes = all.map(player.observer.checker.votesGranted)
    ghostState = player.observer.checker.history.ghostState
    messages = player.messages.all.map { ($0.message, count: $0.count) }
  }
}

extension Schedule {
  /// How far it leads, as far as it applies.
  /// - Parameter isCancelled: whether to end before; asked every few hundred actions.
  public func extent(isCancelled: @escaping () -> Bool = { false }) -> ScheduleExtent {
    extent(calls: CoreCalls(), isCancelled: isCancelled)
  }

  /// How far it leads, as far as it applies, or up to a trap that `calls` knows.
  package func extent(calls: CoreCalls, isCancelled: @escaping () -> Bool) -> ScheduleExtent {
    var extent = ScheduleExtent()
    _ = play(checks: [], record: { extent.take($0) }, calls: calls, isCancelled: isCancelled)
    return extent
  }
}

/// How far a schedule leads.
public struct ScheduleExtent: Hashable, Sendable {
  /// The highest term.
  public private(set) var term = 0
  /// The length of the longest log.
  public private(set) var log = 0

  fileprivate mutating func take(_ event: TraceEvent) {
    guard event.action.isServerStep else { return }
    term = max(term, event.state.term)
    if let kept = event.logKept { log = max(log, kept + event.appended.count) }
  }
}

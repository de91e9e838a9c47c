import RaftCore
import TraceChecker

/// The actions of a run without their times: which server timed out, crashed or restarted, which message arrived, was
/// lost or was duplicated, which request arrived. A trace is a schedule. See `docs/trace-format.md`.
public struct Schedule: Sendable {
  /// The configuration of the servers. It determines what they send, and so whether the actions apply.
  public var configuration: Configuration
  /// The planted defect of the servers or their disks, if there is one.
  public var defect: Defect?
  /// The core that the servers are made of.
  public var core = CoreType.raftCore
  /// The trap of a server that ends the schedule, if the schedule was played before and trapped.
  package var knownTrap: CaughtTrap?
  /// Whether a server trapped in the trace from which it was read.
  package private(set) var recordsTrap = false
  /// The actions, in their order. Step `n` of the schedule is the one at offset `n - 1`.
  public var actions: [TraceEvent]

  /// The action after the last one of `actions`, if it is known that it cannot be played.
  package var unplayable: UnplayableAction?

  /// An action of which it is known that it cannot be played, whatever the servers do.
  package struct UnplayableAction: Hashable, Sendable {
    /// Its number in reports.
    package let number: Int
    /// Why it cannot be played, in one sentence.
    package let reason: String

    package init(number: Int, reason: String) {
      self.number = number
      self.reason = reason
    }
  }

  /// The number of step `step` in reports: that of the event in the trace or of the line in the text, if the schedule
  /// comes from one.
  public func number(of step: Int) -> Int {
    let number = step > actions.count ? unplayable?.number ?? 0 : actions[step - 1].sequence
    return number > 0 ? number : step
  }

  /// The schedule of these actions, for servers with this configuration.
  public init(configuration: Configuration, defect: Defect? = nil, actions: [TraceEvent] = []) {
    self.configuration = configuration
    self.defect = defect
    self.actions = actions
  }

  /// The rest of a trace as a schedule. Memory is proportional to its events.
  public init(
    reading reader: inout TraceReader, configuration: Configuration, defect: Defect? = nil
  ) throws(TraceError) {
    self.init(configuration: configuration, defect: defect)
    var (event, order) = (TraceEvent(), DurableOrder(reader.header))
    while try reader.next(into: &event) {
      order.take(event) { append(recorded: $0) }
    }
  }

  /// A schedule without actions for the servers of a run.
  package init(serversOf plan: RunPlan) {
    self.init(configuration: plan.scenario.configuration, defect: plan.defect)
    core = plan.core
  }

  /// Appends an action as a trace records it; a note is left out. A step that trapped is taken again.
  package mutating func append(recorded action: TraceEvent) {
    guard append(action) else { return }
    recordsTrap = recordsTrap || action.details.trap != nil
    actions[actions.count - 1].retakeTrap()
  }

  /// Appends an action; a note is left out. What the step sent does not count, and is most of a trace.
  /// - Returns: whether it was appended.
  @discardableResult
  package mutating func append(_ action: TraceEvent) -> Bool {
    if action.action.isNote { return false }
    actions.append(action)
    actions[actions.count - 1].sent = MessageList()
    return true
  }

  /// Plays it against servers that have not started.
  ///
  /// The same schedule gives the same result in every process and build.
  /// - Parameters:
  ///   - checks: the checks of the steps; those of whole runs are left out: a schedule has no time and no clients.
  ///   - invariant: the one whose violation ends it, whatever is violated before; by default any does.
  ///   - record: sees every step that is played. It does not change the result.
  ///   - isCancelled: whether it is to end before its time; asked every few hundred actions.
  public func play(
    checks: [any Check] = Checker.allChecks, upTo invariant: String? = nil,
    record: ((TraceEvent) -> Void)? = nil, isCancelled: @escaping () -> Bool = { false }
  ) -> ScheduleResult {
    play(
      checks: checks, upTo: invariant, record: record, calls: CoreCalls(repeating: knownTrap), isCancelled: isCancelled)
  }

  /// Plays it, and counts the calls of the servers with `calls`. A trap that `calls` knows ends the schedule and
  /// violates `NoTrap`, whatever the checks are.
  package func play(
    checks: [any Check] = Checker.allChecks, upTo invariant: String? = nil, record: ((TraceEvent) -> Void)? = nil,
    calls: CoreCalls, isCancelled: @escaping () -> Bool = { false }
  ) -> ScheduleResult {
    calls.restart()
    return withPlayer(
      checks: checks, calls: calls,
      PlayAll(actions: actions, unplayable: unplayable, invariant: invariant, record: record, isCancelled))
  }

  /// Uses a player of the schedule's servers, none of which has started.
  package func withPlayer<Use: SchedulePlayerUse>(
    checks: [any Check], calls: CoreCalls = CoreCalls(), _ use: Use
  ) -> Use.Result {
    let servers = configuration.servers
    let disks = defect.disks(servers: servers)
    if let foreign = core.foreign {
      return use.use(
        SchedulePlayer<AnyServer>(
          configuration: configuration, rules: Array(repeating: foreign, count: servers), disks: disks,
          checks: checks, calls: calls))
    }
    return use.use(
      SchedulePlayer<RaftCoreServer>(
        configuration: configuration, rules: defect.rules(servers: servers), disks: disks, checks: checks,
        calls: calls))
  }
}

/// What is done with the player of a schedule, whatever its core.
package protocol SchedulePlayerUse {
  /// What comes of it.
  associatedtype Result

  /// Uses the player.
  func use<Core>(_ player: consuming SchedulePlayer<Core>) -> Result
}

/// Plays all actions of a schedule, until one does not apply or a violation ends it.
private struct PlayAll: SchedulePlayerUse {
  let actions: [TraceEvent]
  let unplayable: Schedule.UnplayableAction?
  let invariant: String?
  let record: ((TraceEvent) -> Void)?
  let isCancelled: () -> Bool

  init(
    actions: [TraceEvent], unplayable: Schedule.UnplayableAction?, invariant: String?,
    record: ((TraceEvent) -> Void)?, _ isCancelled: @escaping () -> Bool
  ) {
    (self.actions, self.unplayable) = (actions, unplayable)
    (self.invariant, self.record, self.isCancelled) = (invariant, record, isCancelled)
  }

  func use<Core>(_ player: consuming SchedulePlayer<Core>) -> ScheduleResult {
    var result = ScheduleResult()
    var isWhole = true
    for offset in actions.indices {
      if offset & 255 == 255, isCancelled() { result.wasCancelled = true }
      if result.wasCancelled { break }
      if case .doesNotApply(let reason) = player.play(actions[offset], record: record) {
        result.obstacle = ScheduleResult.Obstacle(step: offset + 1, reason: reason)
        break
      }
      if result.notes(player.observer.checker.violations, at: offset + 1, upTo: invariant) {
        isWhole = false
        break
      }
    }
    if let unplayable, isWhole, result.obstacle == nil, !result.wasCancelled {
      result.obstacle = ScheduleResult.Obstacle(step: actions.count + 1, reason: unplayable.reason)
    }
    result.conclude(player)
    return result
  }
}

extension Schedule {
  /// Makes the last action a crash with a trap: when the schedule is played, the server then does not take the step.
  /// - Precondition: the last action is a step of a server, for which its code runs.
  package mutating func trapInLastAction() {
    let last = actions.count - 1
    actions[last].details.trap = TrapPoint(actions[last].action)
    actions[last].action = .crash
  }
}

extension TraceEvent {
  /// Replaces a crash with a trap by the step in which the server trapped, so that the step is taken again. If the
  /// state machine trapped, the event stays a crash, because schedules have no state machine.
  fileprivate mutating func retakeTrap() {
    guard let trap = details.trap else { return }
    details.trap = nil
    if let step = trap.step { action = step }
  }
}

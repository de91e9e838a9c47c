import Simulator
import TraceChecker

/// How a path through states becomes a schedule, which the simulator plays.
extension ClusterSearch {
  /// The schedule that takes the steps of `path`, with what the network has to do for them.
  /// - Parameter endsWithTrap: whether the server traps in the last step.
  func schedule<Core>(
    of path: Exploration.Path, endsWithTrap: Bool, in model: ClusterModel<Core>, from searchStarts: [SearchStart<Core>]
  ) -> Schedule {
    var schedule = Schedule(configuration: cluster.configuration, defect: cluster.defect)
    schedule.core = cluster.core
    let beginning = searchStarts[path.initial]
    schedule.actions = (self.schedule?.actions.prefix(beginning.scheduled) ?? []) + beginning.actions
    let steps = reductions.eagerSending ? model.withEchoes(path) : path.actions
    schedule.actions += steps.map { model.event(ClusterAction($0)) }
    if endsWithTrap { schedule.trapInLastAction() }
    duplicateMessages(in: &schedule)
    return schedule
  }

  /// In a set network a message arrives again and again. In a schedule it does so if it is duplicated before it
  /// arrives.
  private func duplicateMessages(in schedule: inout Schedule) {
    while case .noLongerApplies(let obstacle) = schedule.play(checks: []).verdict {
      let late = schedule.actions[obstacle.step - 1]
      let earlier = schedule.actions[..<(obstacle.step - 1)].lastIndex {
        $0.action == .receive && $0.message == late.message
      }
      let isArrival = late.action == .receive || late.details.trap == .receive
      guard cluster.network == .set, isArrival, let earlier else {
        preconditionFailure("step \(obstacle.step) of a counterexample does not apply: \(obstacle.reason)")
      }
      var duplicate = late
      duplicate.action = .duplicate
      duplicate.details.trap = nil
      schedule.actions.insert(duplicate, at: earlier)
    }
  }
}

extension ClusterModel {
  /// The event of a schedule for an action.
  func event(_ action: ClusterAction) -> TraceEvent {
    var event = TraceEvent()
    switch action {
    case .deliver(let message): describe(message, .receive, in: &event)
    case .drop(let message): describe(message, .lose, in: &event)
    case .duplicate(let message): describe(message, .duplicate, in: &event)
    case .timeout(let server): (event.action, event.server) = (.timeout, server)
    case .heartbeat(let server): (event.action, event.server) = (.heartbeat, server)
    case .restart(let server): (event.action, event.server) = (.restart, server)
    case .request(let server, let command):
      (event.action, event.server) = (.request, server)
      event.client.command = UInt64(command)
    }
    return event
  }

  private func describe(_ message: UInt32, _ action: Action, in event: inout TraceEvent) {
    event.action = action
    messages.messages[Int(message)].describe(in: &event.message)
    if action == .receive { event.server = event.message.to }
  }
}

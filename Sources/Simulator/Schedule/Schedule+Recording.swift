import TraceChecker

extension Schedule {
  /// The schedule of a run: its actions in the order in which they became durable.
  ///
  /// Memory is proportional to the events of the run.
  /// - Parameters:
  ///   - plan: the run, which is made again.
  ///   - checks: the checks whose first violation ends the run.
  ///   - isCancelled: whether to end the run early.
  public init(
    recording plan: RunPlan, checks: [any Check] = Checker.allChecks,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) {
    self.init(configuration: plan.scenario.configuration, defect: plan.defect)
    core = plan.core
    var (order, actions) = (DurableOrder(plan.traceHeader(violates: nil)), [TraceEvent]())
    _ = plan.run(
      checks: checks,
      record: { event in order.take(event) { Self.add($0, to: &actions) } }, isCancelled: isCancelled)
    self.actions = actions
  }

  /// Adds what is an action of a schedule. What the step sent does not count, and is most of a trace.
  private static func add(_ event: TraceEvent, to actions: inout [TraceEvent]) {
    guard event.action.isServerStep || event.action == .lose || event.action == .duplicate else { return }
    actions.append(event)
    actions[actions.count - 1].sent = MessageList()
  }
}

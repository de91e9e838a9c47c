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
    var (order, schedule) = (DurableOrder(plan.traceHeader(violates: nil)), Schedule(serversOf: plan))
    _ = plan.run(
      checks: checks,
      record: { event in order.take(event) { if $0.isActionOfSchedule { schedule.append($0) } } },
      isCancelled: isCancelled)
    self = schedule
  }
}

extension TraceEvent {
  /// Whether a schedule can play it: it is no event of clients or of the world's time.
  fileprivate var isActionOfSchedule: Bool { action.isServerStep || action == .lose || action == .duplicate }
}

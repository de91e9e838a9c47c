import Simulator
import TraceChecker

extension RunPlan {
  /// Runs it and returns what happened, in the durable order and without notes.
  /// - Parameter result: sees the result.
  func durableEvents(
    checks: [any Check] = Checker.allChecks, result: (RunResult) -> Void = { _ in }
  ) -> [TraceEvent] {
    var events: [TraceEvent] = []
    var order = DurableOrder(traceHeader(violates: nil))
    result(
      run(
        checks: checks,
        record: { event in order.take(event) { if !$0.action.isNote { events.append(copy $0) } } }))
    return events
  }
}

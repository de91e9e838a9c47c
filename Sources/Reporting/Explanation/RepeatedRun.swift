import Simulator
import TraceChecker

/// A failing run that is made again to explain it.
struct RepeatedRun {
  /// What it violates.
  let violations: [Violation]
  /// The operations around the answer that the violation is about; `nil` if it is not about an answer.
  let operations: OperationTable?

  /// Makes a run again.
  /// - Parameters:
  ///   - plan: the run.
  ///   - violation: the violation to explain.
  ///   - checks: what is checked.
  ///   - record: sees every event.
  init(
    _ plan: RunPlan, explaining violation: Violation?, checks: [any Check], record: @escaping (TraceEvent) -> Void
  ) {
    let isAboutAnswer = violation.map { OperationHistory.explains($0.evidence) } == true
    let again = plan.run(checks: checks, observers: isAboutAnswer ? [OperationHistory()] : [], record: record)
    let history = again.observers.lazy.compactMap { $0 as? OperationHistory }.first
    violations = again.violations
    operations = violation.flatMap { history?.table(of: $0) }
  }
}

import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// What `raftsim replay --explain` finds out about the cause of a failure. It writes no files.
struct ReplayExplanation {
  static let option = OptionSpec(
    flag: "--explain",
    "Explain a failure as 'raftsim shrink' does: the story of it in the smallest run or schedule that shows it",
    group: "Output")

  static let specs = [option] + ShrinkOptions.specs

  /// The limits of the search; `nil` if no explanation is wanted.
  private let options: ShrinkOptions?
  private let errors: OutputStream

  /// - Throws: `UsageError` for limits of a search that is not wanted.
  init(_ arguments: Arguments, errors: OutputStream) throws {
    self.errors = errors
    let isWanted = arguments.has(Self.option)
    if !isWanted, let limit = ShrinkOptions.specs.first(where: arguments.has) {
      throw arguments.error("\(limit.name) needs \(Self.option.name): without it nothing is shrunk")
    }
    options = isWanted ? try ShrinkOptions(arguments) : nil
  }

  /// The report on the cause of a run's failure; `nil` if it is not wanted, or the run does not fail.
  /// - Parameter property: the property whose violation is explained if the first step that violates anything violates it.
  func diagnosis(of result: RunResult, _ property: String?, checks: [any Check]) -> DiagnosisReport? {
    guard let options, let failure = Self.failure(result.violations, property) else { return nil }
    errors.writeLine("shrinking the run of seed \(result.plan.seed), which violates \(failure.property)")
    let investigation = FailureInvestigation.guarded(result.plan, failure, checks: checks, options.limits())
    guard let diagnosis = investigation.diagnose() else {
      errors.writeLine("it cannot be explained: the run does not fail in the same way when it is repeated")
      return nil
    }
    return DiagnosisReport(diagnosis, checks: checks)
  }

  /// The report on the cause of a schedule's failure; `nil` if it is not wanted, or the schedule does not fail.
  /// - Parameter property: the property whose violation is explained if the first step that violates anything violates it.
  func diagnosis(
    of schedule: Schedule, _ result: ScheduleResult, _ property: String?, checks: [any Check]
  ) -> ShrunkScheduleReport? {
    guard let options, let failure = Self.failure(result.violations, property) else { return nil }
    errors.writeLine("shrinking the schedule, which violates \(failure.property)")
    let shrinker = ScheduleShrinker.guarded(failure, checks: checks)
    guard let shrunk = shrinker.shrink(schedule, options.limits()) else {
      errors.writeLine("it cannot be explained: a schedule that ends with a trap cannot be shrunk")
      return nil
    }
    return ShrunkScheduleReport(shrunk, of: failure, checks: checks, from: result.steps)
  }

  private static func failure(_ violations: [Violation], _ property: String?) -> ExpectedFailure? {
    let first = violations.ofFirstStep
    return (first.first { $0.invariant == property } ?? first.first).map { ExpectedFailure($0) }
  }
}

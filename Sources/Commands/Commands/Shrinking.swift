import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// The work of `raftsim shrink`.
struct Shrinking {
  private let arguments: Arguments
  private let console: Console
  private let format: Format
  private let style: Style
  private let checks: [any Check]
  private let options: ShrinkOptions
  private let files: DiagnosisFiles
  private let jobs: Int

  init(_ arguments: Arguments, _ console: Console, _ format: Format) throws {
    self.arguments = arguments
    self.console = console
    self.format = format
    style = console.style(try arguments.value(.color).choice())
    checks = try InvariantOptions.checks(arguments)
    options = try ShrinkOptions(arguments)
    jobs =
      try arguments[ShrinkCommand.jobs]?.integer(in: 1...Campaign.mostJobs)
      ?? min(Campaign.mostJobs, Campaign.processors)
    files = try DiagnosisFiles(
      run: arguments[ShrinkCommand.out], schedule: arguments[ShrinkCommand.schedule],
      mayReplace: arguments.has(ShrinkCommand.force), command: ShrinkCommand.spec.fullName)
  }

  // MARK: Runs

  /// Shrinks a run.
  func shrink(_ plan: RunPlan, _ expected: ExpectedFailure?) throws -> ExitCode {
    let expected = Self.judged(expected, by: checks)
    let result = try TrapGuard.repeating(isCut: \.wasCancelled) { [checks] calls in
      plan.run(checks: checks, upTo: expected?.property, calls: calls, isCancelled: { Interrupt.isRequested })
    }
    if result.wasCancelled { throw Interruption() }
    guard let failure = try failure(in: result.violations, expected) else {
      return finish(result.violations, expected, "seed \(plan.seed)")
    }
    let checks = checks(showing: failure, first: result.violations)
    console.errors.writeLine("shrinking the run of seed \(plan.seed), which violates \(failure.property)")
    let investigation = FailureInvestigation.guarded(
      result.plan, failure, checks: checks, options.limits(jobs: jobs))
    guard let diagnosis = investigation.diagnose() else { throw notReproduced(plan) }
    let isSmaller = diagnosis.isSmaller(than: result)
    let written = Result { try files.write(diagnosis) }
    let cause = DiagnosisReport(diagnosis, checks: checks, files: (try? written.get()) ?? [])
    let report = FailureReport(
      result, checks: checks, command: "\(Program.invocation) replay \(arguments.typedSource)", diagnosis: cause)
    let code = Self.code(isSmaller, diagnosis.end)
    print(
      code, report.text(style) + "\n" + Self.verdict(isSmaller, diagnosis.end),
      [("failure", report.json), ("diagnosis", cause.json)])
    return console.code(code) { _ = try written.get() }
  }

  private func notReproduced(_ plan: RunPlan) -> UsageError {
    arguments.error(
      "the run of seed \(plan.seed) does not fail in the same way when it is repeated: "
        + NondeterminismText.cause(plan.foreignParts))
  }

  private static func code(_ isSmaller: Bool, _ end: ShrinkEnd?) -> ExitCode {
    if end == .interrupted { return .interrupted }
    return isSmaller || end == nil ? .violation : .inconclusive
  }

  private static func verdict(_ isSmaller: Bool, _ end: ShrinkEnd?) -> String {
    if isSmaller { return "shrunk\n" }
    return end == nil ? "nothing smaller shows this failure\n" : "nothing smaller was found before the limit\n"
  }

  // MARK: Schedules

  /// Shrinks a schedule.
  func shrink(_ source: ScheduleSource, _ expected: ExpectedFailure?) throws -> ExitCode {
    let checks = try InvariantOptions.checksOfSteps(arguments, "a schedule has no time and no clients")
    let expected = Self.judged(expected, by: checks)
    let result = try TrapGuard.repeating(isCut: \.wasCancelled) { calls in
      source.schedule.play(
        checks: checks, upTo: expected?.property, calls: calls, isCancelled: { Interrupt.isRequested })
    }
    if result.wasCancelled { throw Interruption() }
    guard let failure = try failure(in: result.violations, expected) else {
      return finish(result.violations, expected, "the schedule", obstacle: result.obstacle)
    }
    guard failure.property != NoTrap.name else {
      throw arguments.error(
        "a schedule that ends with a trap cannot be shrunk; shrink the run, by its seed or run file")
    }
    let judged = self.checks(showing: failure, first: result.violations)
    let shrinker = ScheduleShrinker.guarded(failure, checks: judged)
    guard let shrunk = shrinker.shrink(source.schedule, options.limits(jobs: jobs)) else {
      throw arguments.error(
        "a schedule that ends with a trap cannot be shrunk; shrink the run, by its seed or run file")
    }
    let isSmaller = shrunk.steps < source.schedule.actions.count { $0.action != .start }
    let written = Result { try files.write(shrunk.schedule, showing: failure) }
    let report = ShrunkScheduleReport(
      shrunk, of: failure, checks: judged, from: result.steps, files: (try? [written.get()]) ?? [])
    let code = Self.code(isSmaller, shrunk.end)
    print(
      code, report.text(style) + "\n" + Self.verdict(isSmaller, shrunk.end),
      [("failure", .null), ("diagnosis", report.json)])
    return console.code(code) { _ = try written.get() }
  }

  // MARK: Both

  /// The expected failure, if its property is among those that are checked: with `--only`, another one may be meant.
  private static func judged(_ expected: ExpectedFailure?, by checks: [any Check]) -> ExpectedFailure? {
    guard let expected else { return nil }
    let isChecked = expected.property == NoTrap.name || checks.contains { type(of: $0).name == expected.property }
    return isChecked ? expected : nil
  }

  /// The failure to keep; `nil` if the expected one does not happen, or none does.
  private func failure(in violations: [Violation], _ expected: ExpectedFailure?) throws -> ExpectedFailure? {
    guard let expected else { return violations.first.map { ExpectedFailure($0) } }
    // With the fingerprint, so that the failure stays of one kind although the file does not say of which.
    return violations.first(where: expected.matches).map { ExpectedFailure($0) }
  }

  /// The checks under which `failure` is what is violated first: all of them, unless something else is violated before.
  private func checks(showing failure: ExpectedFailure, first violations: [Violation]) -> [any Check] {
    failure.first(in: violations) != nil ? checks : checks.filter { type(of: $0).name == failure.property }
  }

  /// Ends where there is nothing to shrink: the input passes, or fails in another way than expected.
  private func finish(
    _ violations: [Violation], _ expected: ExpectedFailure?, _ subject: String,
    obstacle: ScheduleResult.Obstacle? = nil
  ) -> ExitCode {
    let code = violations.isEmpty && obstacle == nil ? ExitCode.ok : .inconclusive
    var text = "\(subject) does not fail: nothing to shrink"
    if let violation = violations.first, let expected {
      text =
        "\(ViolationText.brief(violation, of: subject)), where \(expected.property) was expected: nothing to shrink"
    } else if let obstacle {
      text = "\(subject) no longer applies: \(obstacle.reason)"
    }
    print(code, text + "\n", [("failure", .null), ("diagnosis", .null)])
    return code
  }

  private func print(_ code: ExitCode, _ text: String, _ members: [(key: String, value: JSONText)]) {
    switch format {
    case .text: console.output.write(text)
    case .json:
      let head: [(key: String, value: JSONText)] = [("command", .string("shrink")), ("result", .string(code.word))]
      console.output.writeLine(JSONText.object(head + members).text)
    }
  }
}

extension Arguments {
  /// The source of `raftsim shrink` with the options that change its run, as they were typed.
  fileprivate var typedSource: String {
    let source = (try? value(ShrinkCommand.source).raw).map { ShellWord.quote($0) } ?? ""
    let typed = (try? ScenarioOptions(self)).map { InvariantOptions.typed(with: $0, self) } ?? ""
    return [source, typed].filter { !$0.isEmpty }.joined(separator: " ")
  }
}

import Simulator
import TraceChecker

/// A report on a run that violated a property: what, when, the evidence, the steps before it, and the command that
/// replays it.
public struct FailureReport {
  private let result: RunResult
  private let checks: [any Check]
  /// The command that replays it.
  public let command: String
  private let diagnosis: DiagnosisReport?

  /// A report on a run.
  /// - Parameters:
  ///   - result: the run.
  ///   - checks: what was checked.
  ///   - command: the command that replays it.
  ///   - diagnosis: the report on its cause, if that was looked for.
  public init(_ result: RunResult, checks: [any Check], command: String, diagnosis: DiagnosisReport? = nil) {
    self.result = result
    self.checks = checks
    self.command = command
    self.diagnosis = diagnosis
  }

  /// The command that replays `seed`.
  /// - Parameters:
  ///   - program: the program, as it was called.
  ///   - typed: the options of the campaign that change a run, as they were typed.
  package static func command(seed: UInt64, program: String, typed: String) -> String {
    "\(program) replay \(seed)" + (typed.isEmpty ? "" : " " + typed)
  }

  /// The report. The seed is run again, to print the steps that led to the failure.
  public func text(_ style: Style) -> String {
    let plan = result.plan
    let origin = "seed \(plan.seed)\(plan.defect.map { ", defect \($0.name)" } ?? "")"
    if let diagnosis { return text(diagnosis, origin, style) }
    var operations: OperationTable?
    let steps = LastSteps(of: result.violations) { record in
      let again = RepeatedRun(plan, explaining: result.violations.first, checks: checks, record: record)
      operations = again.operations
      return again.violations
    }
    return Self.text(
      result.violations, of: checks, origin: origin, remark: Self.remark(result.statistics), steps,
      explanation: operations.map(OperationTableText.lines) ?? [],
      scenario: ["  the scenario, with each fault that is on:"] + ScenarioText.lines(plan.scenario).map { "    " + $0 },
      foreignParts: plan.foreignParts, command: command, style)
  }

  /// The report with what is known about the cause. The evidence is that of the smallest schedule or run, as the story
  /// is.
  private func text(_ diagnosis: DiagnosisReport, _ origin: String, _ style: Style) -> String {
    var lines = diagnosis.violationLines(style)
    if let remark = Self.remark(result.statistics) { lines.append("  " + style.yellow(remark)) }
    lines += diagnosis.lines(style).map { "  " + $0 }
    let found = result.violations.first.map { ViolationText.brief($0, of: origin) } ?? origin
    lines += ["  found:   \(found)", "  replay:  " + style.bold(command)]
    return lines.joined(separator: "\n") + "\n"
  }

  /// What a reader must know before the cause is looked for in the servers: Raft promises nothing in such a run.
  package static func remark(_ statistics: RunStatistics) -> String? {
    guard statistics.beyondAssumptions > 0 else { return nil }
    let causes = Fault.all.filter { $0.isBeyondAssumptions && $0.count(in: statistics) > 0 }
    return "outside Raft's assumptions, which do not cover "
      + causes.map { "\($0.name) (\($0.count(in: statistics)) in this run)" }.joined(separator: ", ")
  }

  /// What was violated, in which run, what led there, in which scenario, and the command that replays it.
  /// - Parameters:
  ///   - violations: what was violated.
  ///   - checks: what was checked.
  ///   - origin: the run or schedule.
  ///   - remark: what a reader must know first, if anything.
  ///   - steps: the steps that led there.
  ///   - explanation: what explains the first violation, in lines.
  ///   - scenario: the scenario, in lines.
  ///   - foreignParts: the parts of the run that are not raftsim's own.
  ///   - command: the command that replays it.
  ///   - style: whether the text has colors.
  package static func text(
    _ violations: [Violation], of checks: [any Check] = Checker.allChecks, origin: String, remark: String? = nil,
    _ steps: LastSteps, explanation: [String] = [],
    scenario: [String] = [], foreignParts: [String], command: String, _ style: Style
  ) -> String {
    var lines: [String] = []
    for violation in violations { lines += ViolationText.lines(violation, of: checks, style, hasTime: steps.haveTime) }
    lines += explanation.map { "  " + $0 }
    if let remark { lines.append("  " + style.yellow(remark)) }
    lines.append("  " + origin)
    if !steps.areOfSameRun {
      let cause = NondeterminismText.cause(foreignParts)
      let label = style.red("NOT DETERMINISTIC")
      lines.append("  \(label)  when it was run again, it did not fail in the same way: \(cause)")
    }
    lines.append("  the last steps of the servers involved\(steps.areOfSameRun ? "" : ", when it was run again"):")
    lines += steps.lines.map { "    " + $0 } + scenario
    lines.append("  replay:  " + style.bold(command))
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report as JSON: docs/json.md.
  public var json: JSONText { .object(members) }

  /// The report as a line of a campaign's results: docs/json.md.
  package var line: JSONText { .object([("command", "fuzz"), ("kind", "failure")] + members) }

  private var members: [(key: String, value: JSONText)] {
    [
      ("seed", .unsigned(result.plan.seed)), ("scenario", .string(result.plan.scenario.description)),
      ("defect", result.plan.defect.map { .string($0.name) } ?? .null),
      ("digest", .string(Readable.hexadecimal(result.digest.value))),
      ("violations", .array(result.violations.map(ViolationText.json))),
      ("beyondAssumptions", .integer(result.statistics.beyondAssumptions)), ("replay", .string(command)),
    ]
  }
}

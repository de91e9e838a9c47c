import Simulator
import TraceChecker

/// A run that broke an invariant: what, when, the evidence, the steps before it, and how to see it again.
struct FailureReport {
  private let result: RunResult
  private let checks: [any Check]
  /// The line that runs it again.
  let command: String

  /// - Parameter command: the line that runs it again.
  init(_ result: RunResult, checks: [any Check], command: String) {
    self.result = result
    self.checks = checks
    self.command = command
  }

  /// The line that runs `seed` again with the options that were typed.
  static func command(seed: UInt64, typed: String) -> String {
    "\(Program.ownName) replay \(seed)" + (typed.isEmpty ? "" : " " + typed)
  }

  /// The report. The seed is run again, to print the steps that led to the failure.
  func text(_ style: Style) -> String {
    let plan = result.plan
    let origin = "seed \(plan.seed), \(plan.defect.map { "defect \($0.name), " } ?? "")\(plan.scenario)"
    let steps = LastSteps(of: result.violations) { record in _ = plan.run(checks: checks, record: record) }
    return Self.text(
      result.violations, origin: origin, remark: Self.remark(result.statistics), steps, command: command, style)
  }

  /// What a reader must know before the cause is looked for in the servers: Raft promises nothing in such a run.
  static func remark(_ statistics: RunStatistics) -> String? {
    guard statistics.beyondAssumptions > 0 else { return nil }
    let causes = Fault.all.filter { $0.isBeyondAssumptions && $0.count(in: statistics) > 0 }
    return "outside Raft's assumptions, which do not cover "
      + causes.map { "\($0.name) (\($0.count(in: statistics)) in this run)" }.joined(separator: ", ")
  }

  /// What broke, of which run, what led there, and the line that shows it again.
  static func text(
    _ violations: [Violation], origin: String, remark: String? = nil, _ steps: LastSteps, command: String,
    _ style: Style
  ) -> String {
    var lines: [String] = []
    for violation in violations { lines += ViolationText.lines(violation, style, hasTime: steps.haveTime) }
    if let remark { lines.append("  " + style.yellow(remark)) }
    lines.append("  " + origin)
    lines.append("  the last steps of the servers involved:")
    lines += steps.lines.map { "    " + $0 }
    lines.append("  run it again:  " + style.bold(command))
    return lines.joined(separator: "\n") + "\n"
  }

  var json: JSONText {
    .object([
      ("seed", .unsigned(result.plan.seed)), ("scenario", .string(result.plan.scenario.description)),
      ("defect", result.plan.defect.map { .string($0.name) } ?? .null),
      ("digest", .string(CampaignReport.hexadecimal(result.digest.value))),
      ("violations", .array(result.violations.map(ViolationText.json))),
      ("beyondAssumptions", .integer(result.statistics.beyondAssumptions)), ("replay", .string(command)),
    ])
  }
}

/// A violation, for people and for programs.
enum ViolationText {
  /// - Parameter hasTime: whether its time means anything; that of a schedule's step does not.
  static func lines(_ violation: Violation, _ style: Style, hasTime: Bool = true) -> [String] {
    let invariant = Checker.allChecks.map { type(of: $0) }.first { $0.name == violation.invariant }
    let statement = invariant.map { " (§\($0.section)): \($0.statement)" } ?? ""
    let time = hasTime ? ", at \(VirtualTime.text(violation.time))" : ""
    return [
      style.red("VIOLATION") + "  " + style.bold(violation.invariant) + statement,
      "  step \(violation.step)\(time): \(EvidenceText.text(violation.evidence))",
    ]
  }

  static func json(_ violation: Violation) -> JSONText {
    .object([
      ("invariant", .string(violation.invariant)), ("step", .integer(violation.step)),
      ("time", .integer(violation.time)), ("servers", .array(violation.servers.map { .integer($0) })),
      ("evidence", .string(EvidenceText.text(violation.evidence))), ("kind", .string(violation.evidence.kind)),
      ("fingerprint", .string(CampaignReport.hexadecimal(violation.fingerprint))),
    ])
  }
}

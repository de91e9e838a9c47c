import Simulator
import TraceChecker

/// A report on a schedule that was played: violated, passed, or no longer applies.
package struct ScheduleReport: ConformanceJudgment {
  package let schedule: Schedule
  package let header: TraceHeader
  package let result: ScheduleResult
  package let checks: [any Check]
  package let recorded: RecordedVerdict
  /// The form of its file.
  package let form: ScheduleForm
  /// What the trace lacks at its end, if it was cut.
  package let cut: String?
  /// Remarks on the trace, one line each.
  package let notes: [String]
  package let command: String
  /// The report on the cause of the failure, if it is wanted.
  package let diagnosis: ShrunkScheduleReport?
  package let asksForConformance: Bool

  package init(
    schedule: Schedule, header: TraceHeader, result: ScheduleResult, checks: [any Check], recorded: RecordedVerdict,
    form: ScheduleForm = .trace, cut: String?, notes: [String], command: String,
    diagnosis: ShrunkScheduleReport? = nil, asksForConformance: Bool
  ) {
    self.schedule = schedule
    self.header = header
    self.result = result
    self.checks = checks
    self.recorded = recorded
    self.form = form
    self.cut = cut
    self.notes = notes
    self.command = command
    self.diagnosis = diagnosis
    self.asksForConformance = asksForConformance
  }

  package var exitCode: ExitCode {
    switch result.verdict {
    case .violated: .violation
    case .passed: handicap == nil && !isConformanceCutShort ? .ok : .inconclusive
    case .noLongerApplies: .inconclusive
    }
  }

  package var hasConformanceEnd: Bool { result.conformanceEnd != nil }

  package func text(_ style: Style) -> String {
    notes.map { "note: \($0)\n" }.joined() + (result.violations.isEmpty ? "" : failure(style) + "\n") + summary
      + verdict(style) + ConformanceText.limit(result.conformanceEnd) + "\n"
  }

  /// Why this schedule could not violate the check that the recorded run violated, if nothing was violated; `nil` if it
  /// could.
  private var handicap: String? {
    if let cut { return "the trace is \(cut)" }
    if recorded.violates == Progress.name { return "\(Progress.name) is not checked in a schedule, which has no time" }
    if recorded.violates == ReplicaAgreement.name {
      return "\(ReplicaAgreement.name) is not checked in a schedule, which has no state machines"
    }
    guard let defect = schedule.defect else { return nil }
    if defect.needsDiskFaults {
      return "\(defect.name) needs writes that are not durable at once, which a schedule without time does not have"
    }
    return defect.isOfHost ? "\(defect.name) is a defect of hosts, which a schedule does not have" : nil
  }

  private func failure(_ style: Style) -> String {
    if let diagnosis, let violation = result.violations.first {
      return diagnosis.text(style) + "  found:   \(ViolationText.brief(violation, of: origin))\n"
        + "  replay:  \(style.bold(command))\n"
    }
    let steps = LastSteps(of: result.violations, haveTime: false) { record in
      schedule.play(checks: checks, record: record).violations
    }
    return FailureReport.text(
      result.violations, origin: origin, steps,
      scenario: header.scenario.map { ["  \(form.nameOfScenario):", "    \(RawText($0))"] } ?? [],
      foreignParts: schedule.core.isRaftCore ? [] : ["the core \(schedule.core.name)"], command: command, style)
  }

  private var origin: String { "schedule of \(servers)\(header.defect.map { ", defect \($0)" } ?? "")" }

  private var servers: String { Readable.count(header.servers, "server") }

  private var summary: String {
    let usual =
      header.scenario == nil ? " (no scenario in the header: no-op, batch and window have their defaults)" : ""
    return "schedule of \(servers)\(usual): \(Readable.count(result.steps, "step")), "
      + "\(Readable.count(result.elections, "election")), \(Readable.count(result.commits, "commit")), "
      + "digest \(Readable.hexadecimal(result.digest.value))\n"
  }

  private func verdict(_ style: Style) -> String {
    switch result.verdict {
    case .violated(let step):
      style.red("violated") + " at \(place(step)) of the schedule" + comparison + end
    case .passed: handicap.map { style.yellow("inconclusive") + ": \($0)" } ?? passed(style) + comparison
    case .noLongerApplies(let obstacle):
      style.yellow("no longer applies") + " at \(place(obstacle.step)): \(obstacle.reason)"
    }
  }

  private func passed(_ style: Style) -> String {
    isConformanceCutShort ? style.yellow(ConformanceText.inconclusive) : style.green("passed")
  }

  private func place(_ step: Int) -> String { "\(form.unit) \(schedule.number(of: step))" }

  private var comparison: String {
    guard recorded.isJudged(among: checks) else { return "" }
    return switch form {
    case .trace: recorded.comparison(with: result.violations)
    case .text(let expected): expected.map { $0.comparison(with: result.violations) } ?? ""
    }
  }

  /// Where a schedule that continues after a violation ended early.
  private var end: String {
    result.obstacle.map { "; \(place($0.step)) no longer applies: \($0.reason)" } ?? ""
  }

  package var json: JSONText {
    .object([
      ("command", "replay"), ("result", .string(exitCode.word)), ("schedule", .bool(true)),
      ("notes", .array(notes.map { .string($0) })), ("scenario", header.scenario.map { .string($0) } ?? .null),
      ("defect", header.defect.map { .string($0) } ?? .null),
      ("digest", .string(Readable.hexadecimal(result.digest.value))),
      (
        "statistics",
        .object([
          ("steps", .integer(result.steps)), ("elections", .integer(result.elections)),
          ("commits", .integer(result.commits)),
        ])
      ),
      ("violations", .array(result.violations.map(ViolationText.json))),
      ("conformanceEnd", ConformanceText.json(result.conformanceEnd)),
      ("violatedAt", result.violatedAt.map { .integer(schedule.number(of: $0)) } ?? .null),
      (
        "obstacle",
        result.obstacle.map {
          .object([("step", .integer(schedule.number(of: $0.step))), ("reason", .string($0.reason))])
        } ?? .null
      ),
      ("diagnosis", diagnosis?.json ?? .null),
    ])
  }
}

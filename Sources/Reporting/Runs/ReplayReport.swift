import Diagnosis
import Simulator
import TraceChecker

/// A report on a replay: violated, passed, or no longer the same run.
package struct ReplayReport: ConformanceJudgment {
  package let result: RunResult
  package let checks: [any Check]
  package let difference: String?
  package let command: String
  /// What the recording says of itself; `nil` if this is no recorded run.
  package let recorded: RecordedVerdict?
  /// The run file that is replayed; `nil` if none is.
  package let runFile: RunFile?
  /// The report on the cause of the failure, if it is wanted.
  package let diagnosis: DiagnosisReport?
  package let asksForConformance: Bool

  package init(
    result: RunResult, checks: [any Check], difference: String?, command: String, recorded: RecordedVerdict?,
    runFile: RunFile? = nil, diagnosis: DiagnosisReport? = nil, asksForConformance: Bool
  ) {
    self.result = result
    self.checks = checks
    self.difference = difference ?? runFile.flatMap { RunFileVerdict(result, of: $0).difference }
    self.command = command
    self.recorded = recorded
    self.runFile = runFile
    self.diagnosis = diagnosis
    self.asksForConformance = asksForConformance
  }

  package var exitCode: ExitCode {
    .first(where: [
      .violation: !result.violations.isEmpty,
      .inconclusive: difference != nil || isConformanceCutShort || vacuity != nil,
    ])
  }

  /// The verdict on the run file, if one is replayed.
  private var verdictOnFile: RunFileVerdict? { runFile.map { RunFileVerdict(result, of: $0) } }

  /// Why a run that violated nothing proves little, if so. A run that was recorded because it fails need not do more.
  private var vacuity: String? {
    if runFile?.failure != nil { return nil }
    if result.statistics.elections == 0 { return "no leader was ever elected" }
    if result.statistics.commits == 0 { return "nothing was ever committed" }
    return result.statistics.nothingJudged(by: checks)
  }

  package var hasConformanceEnd: Bool { result.conformanceEnd != nil }

  package func text(_ style: Style) -> String {
    var text = ""
    if !result.violations.isEmpty {
      text += FailureReport(result, checks: checks, command: command, diagnosis: diagnosis).text(style) + "\n"
    }
    let statistics = result.statistics
    text += "seed \(result.plan.seed): \(Readable.count(statistics.steps, "step")), "
    text += "\(Readable.count(statistics.elections, "election")), \(Readable.count(statistics.commits, "commit")), "
    text +=
      "\(VirtualTime.text(statistics.time)) of virtual time, digest \(Readable.hexadecimal(result.digest.value))\n"
    if statistics.progress.faultsCutShort > 0 {
      let duration = VirtualTime.text(result.plan.scenario.duration.microseconds)
      text += "ended by its limit of events (--events), before its duration of \(duration)\n"
    }
    for line in verdictOnFile?.unusedOverrides ?? [] { text += line + "\n" }
    if let difference {
      let violated = result.violations.isEmpty ? "" : style.red("violated") + ", "
      return text + violated + style.yellow("no longer the same run") + ": \(difference)\n"
    }
    let comparison = verdictOnFile?.comparison ?? recorded?.comparison(with: result.violations) ?? ""
    return text + verdict(style) + comparison
      + ConformanceText.limit(result.conformanceEnd) + "\n"
  }

  private func verdict(_ style: Style) -> String {
    if !result.violations.isEmpty { return style.red("violated") }
    if isConformanceCutShort { return style.yellow(ConformanceText.inconclusive) }
    return vacuity.map { style.yellow("inconclusive") + ", \($0)" } ?? style.green("passed")
  }

  package var json: JSONText {
    .object([
      ("command", "replay"), ("result", .string(exitCode.word)), ("seed", .unsigned(result.plan.seed)),
      ("scenario", .string(result.plan.scenario.description)),
      ("digest", .string(Readable.hexadecimal(result.digest.value))),
      ("statistics", JSONText(result.statistics)),
      ("violations", .array(result.violations.map(ViolationText.json))),
      ("conformanceEnd", ConformanceText.json(result.conformanceEnd)),
      ("difference", difference.map { .string($0) } ?? .null), ("runFile", verdictOnFile?.json ?? .null),
      ("diagnosis", diagnosis?.json ?? .null),
    ])
  }
}

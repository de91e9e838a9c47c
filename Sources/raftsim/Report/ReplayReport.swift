import Simulator
import TraceChecker

/// What came of a replay: violated, passed, or no longer the same run.
struct ReplayReport {
  let result: RunResult
  let invariants: [any Invariant]
  let difference: String?
  let command: String
  /// The invariant that the recorded run broke; `nil` if this is no recorded run.
  let recorded: String??

  var exitCode: ExitCode {
    if difference != nil { return .inconclusive }
    return result.violations.isEmpty ? .ok : .violation
  }

  func text(_ style: Style) -> String {
    var text = ""
    if !result.violations.isEmpty {
      text += FailureReport(result, invariants: invariants, command: command).text(style) + "\n"
    }
    let statistics = result.statistics
    text += "seed \(result.plan.seed): \(Readable.count(statistics.steps)) steps, "
    text += "\(Readable.count(statistics.elections)) elections, \(Readable.count(statistics.commits)) commits, "
    text +=
      "\(EventText.time(statistics.time)) of virtual time, digest \(CampaignReport.hexadecimal(result.digest.value))\n"
    if let difference { return text + style.yellow("no longer the same run") + ": \(difference)\n" }
    return text + (result.violations.isEmpty ? style.green("passed") : style.red("violated")) + comparison + "\n"
  }

  /// What the recording says of itself, against what is seen now.
  private var comparison: String {
    guard let recorded else { return "" }
    let now = result.violations.map(\.invariant)
    if recorded.map(now.contains) ?? now.isEmpty { return ", as recorded" }
    return ", where the recorded run \(recorded.map { "broke \($0)" } ?? "passed")"
  }

  var json: JSONText {
    .object([
      ("command", "replay"), ("result", .string(exitCode.word)), ("seed", .unsigned(result.plan.seed)),
      ("scenario", .string(result.plan.scenario.text)),
      ("digest", .string(CampaignReport.hexadecimal(result.digest.value))),
      ("statistics", CampaignReport.json(result.statistics)),
      ("violations", .array(result.violations.map(ViolationText.json))),
      ("difference", difference.map { .string($0) } ?? .null),
    ])
  }
}

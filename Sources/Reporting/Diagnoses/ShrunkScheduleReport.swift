import Diagnosis
import Simulator
import TraceChecker

/// A report on a schedule that was shrunk: what it violates, its story, and the file that was written.
public struct ShrunkScheduleReport {
  private let shrunk: ShrunkSchedule
  private let failure: ExpectedFailure
  private let checks: [any Check]
  private let stepsBefore: Int
  private let files: [DiagnosisReport.WrittenFile]
  private let played: PlayedSchedule

  /// A report on a schedule.
  /// - Parameters:
  ///   - shrunk: the smallest schedule that was found.
  ///   - failure: the failure that it shows.
  ///   - checks: what was checked.
  ///   - steps: the number of steps of the given schedule.
  ///   - files: the files that were written.
  public init(
    _ shrunk: ShrunkSchedule, of failure: ExpectedFailure, checks: [any Check], from steps: Int,
    files: [DiagnosisReport.WrittenFile] = []
  ) {
    self.shrunk = shrunk
    self.failure = failure
    self.checks = checks
    stepsBefore = steps
    self.files = files
    played = PlayedSchedule(shrunk.schedule, checks: checks)
  }

  private var story: Story? { played.story(of: failure, servers: shrunk.schedule.configuration.servers) }

  /// The report in words.
  public func text(_ style: Style) -> String {
    var lines = DiagnosisReport.lines(played.violations, failure, checks, hasTime: false, style)
    let words = DiagnosisReport.words(on: shrunk)
    lines.append("  the story, in the smallest schedule that shows it (\(words); the given one has \(stepsBefore)):")
    lines += (story?.text(style) ?? []).map { "    " + $0 }
    if shrunk.end == nil { lines += FaultText.lines(ofSchedule: played.events).map { "  " + $0 } }
    lines += DiagnosisReport.lines(of: shrunk.end).map { "  " + $0 }
    lines += files.map { "  " + DiagnosisReport.line(of: $0, style) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The report as JSON: docs/json.md.
  package var json: JSONText {
    .object([
      ("violations", .array(played.violations.map(ViolationText.json))),
      ("story", .array((story?.text(.plain) ?? []).map { .string($0) })),
      ("steps", .integer(shrunk.steps)), ("stepsBefore", .integer(stepsBefore)),
      ("end", shrunk.end.map { .string("\($0)") } ?? .null),
      ("files", .array(files.map { .string("\($0.path)") })),
    ])
  }
}

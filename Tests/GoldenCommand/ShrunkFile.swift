import Diagnosis
import Foundation
import GoldenData
import Reporting
import Simulator
import TraceChecker

/// The content of a file of `traces/shrunk`: the smallest schedule, or the smallest run where there is none.
struct ShrunkFile {
  private let diagnosis: FailureDiagnosis

  init(_ diagnosis: FailureDiagnosis) { self.diagnosis = diagnosis }

  /// Writes the file of a defect, in the place of its old one.
  func write(_ defect: Defect) throws {
    for name in ShrunkFailure.names(of: defect) {
      let url = ShrunkFailure.directory.appending(path: name)
      if FileManager.default.fileExists(atPath: url.path) { try FileManager.default.removeItem(at: url) }
    }
    let schedule = diagnosis.schedule.map { commented($0.schedule) }
    let text = schedule ?? RunFile(diagnosis.run.result, failure: diagnosis.failure, program: nil).text
    let suffix = schedule == nil ? ShrunkFailure.runSuffix : ShrunkFailure.scheduleSuffix
    try Data(text.utf8).write(to: ShrunkFailure.directory.appending(path: defect.name + suffix))
  }

  /// The text of a schedule, with the lines of its story as comments.
  private func commented(_ schedule: Schedule) -> String {
    let text = ScheduleText(schedule, expected: diagnosis.failure)
    let comments = Self.comments(text, diagnosis.failure)
    return text.text { comments[$0] }
  }

  /// What happens in the lines of a schedule, by the number of the line.
  private static func comments(_ text: ScheduleText, _ failure: ExpectedFailure) -> [Int: String] {
    let schedule = text.schedule()
    var events: [TraceEvent] = []
    let result = schedule.play(record: { events.append($0) })
    guard let violation = failure.first(in: result.violations) else { return [:] }
    let lines = lines(of: events, schedule)
    let story = Story(schedule: events, servers: schedule.configuration.servers, violation)
    let comments = story.lines.map { line in
      let reason = line.reason.map { " (\(named($0, lines)))" } ?? ""
      return (lines[line.steps.lowerBound] ?? 0, line.text + reason)
    }
    return Dictionary(comments) { "\($0), then \($1)" }
  }

  /// The line of each step. A restart of a server that is up is one line and two steps: its crash comes first.
  private static func lines(of events: [TraceEvent], _ schedule: Schedule) -> [Int: Int] {
    var lines: [Int: Int] = [:]
    var actions = schedule.actions[...]
    for event in events {
      guard let action = actions.first else { break }
      lines[event.sequence] = action.sequence
      if event.action == action.action { actions.removeFirst() }
    }
    return lines
  }

  /// A reason that names lines, not steps.
  private static func named(_ reason: String, _ lines: [Int: Int]) -> String {
    reason.replacing(/#(\d+)/) { "line \(Int($0.1).flatMap { lines[$0] } ?? 0)" }
  }
}

import Diagnosis
import Foundation
import GoldenData
import Reporting
import Simulator
import TraceChecker

/// What shrinking made of the run of one defect.
struct ShrinkingRow: CustomStringConvertible {
  let known: ShrunkCase
  /// The steps of the smallest schedule without the servers' starts, or the step of the violation in the smallest run.
  let steps: Int
  /// Whether there is a schedule.
  let isSchedule: Bool
  /// The length of the shortest counterexample of `explore`, if it is known.
  let shortest: Int?
  /// The lines of the story.
  let story: [String]
  /// The processor time of all threads, in seconds.
  let seconds: Double
  /// Whether no limit ended the search.
  let isMinimal: Bool

  init(_ known: ShrunkCase, _ diagnosis: FailureDiagnosis, shortest: Int?, seconds: Double) {
    self.known = known
    (self.shortest, self.seconds) = (shortest, seconds)
    (isSchedule, isMinimal) = (diagnosis.schedule != nil, diagnosis.end == nil)
    steps = diagnosis.schedule?.steps ?? diagnosis.failure.first(in: diagnosis.run.result.violations)?.step ?? 0
    story = Self.story(of: diagnosis)?.text(.plain) ?? []
  }

  private static func story(of diagnosis: FailureDiagnosis) -> Story? {
    var events: [TraceEvent] = []
    if let schedule = diagnosis.schedule?.schedule {
      let violations = schedule.play(record: { events.append($0) }).violations
      return diagnosis.failure.first(in: violations).map {
        Story(schedule: events, servers: schedule.configuration.servers, $0)
      }
    }
    let plan = diagnosis.run.result.plan
    let violations = plan.run(record: { if !$0.action.isNote { events.append($0) } }).violations
    return diagnosis.failure.first(in: violations).map { Story(run: events, servers: plan.scenario.servers, $0) }
  }

  /// How many times as long as the shortest counterexample it is.
  var ratio: Double? { isSchedule ? shortest.map { Double(steps) / Double($0) } : nil }

  // MARK: Aims

  var isShort: Bool { ratio.map { $0 <= 1.5 } ?? true }
  var isFast: Bool { seconds <= 10 }
  var isReadable: Bool { (1...25).contains(storyLength) }

  /// The number of lines of the story; a line of more than 100 columns counts as several.
  private var storyLength: Int { story.reduce(0) { $0 + ($1.count + 99) / 100 } }

  // MARK: Text

  /// The cells of the table.
  var cells: [String] {
    [
      "`\(known.defect.name)`", known.property, known.defect.needs.isEmpty ? "" : known.hasNeeds ? "on" : "off",
      "\(known.seed)", "\(known.step)", "\(steps)", isSchedule ? "schedule" : "run", shortest.map(String.init) ?? "",
      ratio.map { String(format: "%.1f", $0) } ?? "", "\(storyLength)", String(format: "%.1f", seconds),
    ]
  }

  /// The result in a line.
  var description: String {
    "seed \(known.seed), \(known.property), \(known.step) steps to \(steps) (\(isSchedule ? "schedule" : "run")), "
      + String(format: "%.1f s", seconds) + (isMinimal ? "" : ", ended by a limit")
  }
}

import Simulator
import TraceChecker

/// A counterexample, as numbered steps with what each changed.
struct CounterexampleText {
  private let result: ScheduleResult
  private var lines: [String] = []
  private let origin: String

  init(_ schedule: Schedule, invariants: [any Invariant]) {
    var lines: [String] = []
    var number = 0
    result = schedule.play(invariants: invariants) { event in
      // That servers start goes without saying.
      guard event.action != .start else { return }
      number += 1
      lines.append("\(number). \(EventText.words(event))")
    }
    self.lines = lines
    origin = schedule.defect.map { "defect \($0.name)" } ?? "the rules of the paper"
  }

  /// The number of steps.
  var count: Int { lines.count }

  func text(_ style: Style) -> String {
    var text: [String] = []
    for violation in result.violations { text += ViolationText.lines(violation, style, hasTime: false) }
    text.append("  \(origin); \(count) steps:")
    let width = String(count).count
    text += lines.map { line in
      let digits = line.prefix { $0 != "." }.count
      return "    " + String(repeating: " ", count: width - digits) + line
    }
    return text.joined(separator: "\n") + "\n"
  }

  var json: JSONText {
    .object([
      ("length", .integer(count)), ("steps", .array(lines.map { .string($0) })),
      ("violations", .array(result.violations.map(ViolationText.json))),
    ])
  }
}

import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// A counterexample, as steps with what each changed. Their numbers are those in evidence: the servers' starts come
/// before them.
struct CounterexampleText {
  private let result: ScheduleResult
  private let broken: ModelProperty?
  private var lines: [String] = []
  private let origin: String
  /// The number of steps, as exploration counts them: a duplicate in a set network is not a step, a crash and its
  /// restart are one step, and a step that trapped is one although it is written as a crash.
  private(set) var count = 0

  /// - Parameter broken: what it violates.
  init(_ schedule: Schedule, breaking broken: ModelProperty?, _ search: ClusterSearch) {
    self.broken = broken
    origin = schedule.defect.map { "defect \($0.name)" } ?? "the rules of the paper"
    var (lines, count) = ([String](), 0)
    result = schedule.play(checks: search.checks) { event in
      // That servers start goes without saying.
      guard event.action != .start else { return }
      lines.append(EventText.line(event, hasTime: false))
      let isOfNetwork = event.action == .duplicate && search.cluster.network == .set
      let isStep = event.action != .crash || event.details.trap != nil
      if isStep, !isOfNetwork { count += 1 }
    }
    (self.lines, self.count) = (lines, count)
  }

  /// Whether the played schedule violates the property that exploration reported. For a property of states this cannot
  /// be told, and the value is `true`.
  var isConfirmed: Bool {
    guard let broken, broken.mode == .always, broken.name != ClusterSearch.progressProperty else { return true }
    return result.violations.contains { $0.invariant == broken.name }
  }

  func text(_ style: Style) -> String {
    var text: [String] = []
    for violation in result.violations { text += ViolationText.lines(violation, style, hasTime: false) }
    if result.violations.isEmpty, let broken { text += lines(of: broken, style) }
    text.append("  \(origin); \(count) steps:")
    text += lines.map { "    " + $0 }
    return text.joined(separator: "\n") + "\n"
  }

  /// The lines for a property that a state violates, and no step.
  private func lines(of property: ModelProperty, _ style: Style) -> [String] {
    [
      style.red("VIOLATION") + "  " + style.bold(property.name)
        + ": in every state any majority can elect a leader that commits an entry",
      "  in the state after these steps one cannot: while the others are silent, none of its servers is elected and "
        + "commits an entry, however often they start elections, even if no message is lost",
    ]
  }

  var json: JSONText {
    .object([
      ("length", .integer(count)), ("steps", .array(lines.map { .string($0) })),
      ("violations", .array(result.violations.map(ViolationText.json))),
    ])
  }
}

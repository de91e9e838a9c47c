import Diagnosis
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// A counterexample, as steps with what each changed, or as a story. The numbers of the steps are those in evidence: the
/// servers' starts come before them.
struct CounterexampleText {
  private let result: ScheduleResult
  private let broken: ModelProperty?
  private var lines: [String] = []
  private let origin: String
  /// The number of steps, as exploration counts them: a duplicate in a set network is not a step, a crash and its
  /// restart are one step, and a step that trapped is one although it is written as a crash.
  private(set) var count = 0
  /// The story of a counterexample that was shrunk.
  private let story: Story?
  /// The counterexample that was found, and what ended its shrinking, if it was shrunk.
  private let shrinking: (found: Int, end: ShrinkEnd?)?

  /// - Parameters:
  ///   - broken: what it violates.
  ///   - shrinking: the number of steps of the counterexample that was found, and what ended its shrinking; `nil` if it
  ///     was not shrunk.
  init(
    _ schedule: Schedule, breaking broken: ModelProperty?, _ search: ClusterSearch,
    shrinking: (found: Int, end: ShrinkEnd?)? = nil
  ) {
    self.broken = broken
    self.shrinking = shrinking
    origin = schedule.defect.map { "defect \($0.name)" } ?? "the rules of the paper"
    var (events, lines, count) = ([TraceEvent](), [String](), 0)
    result = schedule.play(checks: search.checks) { event in
      if shrinking != nil { events.append(event) }
      // That servers start goes without saying.
      guard event.action != .start else { return }
      lines.append(EventText.line(event, hasTime: false))
      let isOfNetwork = event.action == .duplicate && search.cluster.network == .set
      let isStep = event.action != .crash || event.details.trap != nil
      if isStep, !isOfNetwork { count += 1 }
    }
    (self.lines, self.count) = (lines, count)
    let violation = Self.violation(of: broken, in: result)
    story =
      shrinking == nil
      ? nil : violation.map { Story(schedule: events, servers: schedule.configuration.servers, $0) }
  }

  /// The failure in the last step; `nil` if no step violates the property.
  var failure: ExpectedFailure? { Self.violation(of: broken, in: result).map { ExpectedFailure($0) } }

  private static func violation(of property: ModelProperty?, in result: ScheduleResult) -> Violation? {
    result.violations.first { $0.invariant == property?.name }
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
    text.append("  \(origin); \(length):")
    text += (story?.text(style) ?? lines).map { "    " + $0 }
    text += DiagnosisReport.lines(of: shrinking?.end, namesOptions: false).map { "  " + $0 }
    return text.joined(separator: "\n") + "\n"
  }

  /// The number of steps, also that of the counterexample that was found.
  private var length: String {
    guard let shrinking, shrinking.found > count else { return "\(count) steps" }
    return "\(shrinking.found) steps, \(count) after shrinking"
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
      ("length", .integer(shrinking?.found ?? count)),
      ("shrunkLength", shrinking.map { _ in .integer(count) } ?? .null),
      ("steps", .array(lines.map { .string($0) })),
      ("story", story.map { .array($0.text(.plain).map { .string($0) }) } ?? .null),
      ("shrinkEnd", (shrinking?.end).map { .string("\($0)") } ?? .null),
      ("violations", .array(result.violations.map(ViolationText.json))),
    ])
  }
}

import Diagnosis
import Simulator
import TraceChecker

/// A report on the cause of a failure: the story, the faults that it needs, the point of no return, and the files with
/// the smallest run and schedule.
public struct DiagnosisReport {
  private let diagnosis: FailureDiagnosis
  private let checks: [any Check]
  private let files: [WrittenFile]
  private let namesOptions: Bool
  private let story: Story?
  private let operations: OperationTable?
  private let schedule: PlayedSchedule?

  /// A file that was written, and the command that replays it.
  public struct WrittenFile: Hashable, Sendable {
    /// The path of the file.
    public let path: RawText
    /// The command that replays it.
    public let command: String

    /// A file with the command that replays it.
    public init(_ path: RawText, command: String) { (self.path, self.command) = (path, command) }
  }

  /// A report on a diagnosis. The smallest run or schedule is made again, for the story.
  /// - Parameters:
  ///   - diagnosis: the diagnosis.
  ///   - checks: what was checked.
  ///   - files: the files that were written.
  ///   - namesOptions: whether the limits of a search are named as options of a command.
  public init(
    _ diagnosis: FailureDiagnosis, checks: [any Check], files: [WrittenFile] = [], namesOptions: Bool = true
  ) {
    self.namesOptions = namesOptions
    self.diagnosis = diagnosis
    self.checks = checks
    self.files = files
    schedule = diagnosis.schedule.map { PlayedSchedule($0.schedule, checks: checks) }
    let violation = diagnosis.failure.first(in: diagnosis.run.result.violations)
    if let shrunk = diagnosis.schedule, let schedule {
      story = schedule.story(of: diagnosis.failure, servers: shrunk.schedule.configuration.servers)
      operations = nil
    } else {
      let plan = diagnosis.run.result.plan
      let needed = Set((diagnosis.neededFaults?.faults ?? []).compactMap(\.occurrence?.step))
      var events: [TraceEvent] = []
      let again = RepeatedRun(plan, explaining: violation, checks: checks) {
        if !$0.action.isNote { events.append($0) }
      }
      story = violation.map { Story(run: events, servers: plan.scenario.servers, $0, needed: needed) }
      operations = again.operations
    }
  }

  /// What the smallest schedule or run violates, in lines: the failure, and the names of what else the same step
  /// violates.
  func violationLines(_ style: Style) -> [String] {
    let violations = schedule?.violations ?? diagnosis.run.result.violations
    return Self.lines(violations, diagnosis.failure, checks, hasTime: schedule == nil, style)
  }

  /// The lines of the violation that is `failure`, and the names of the others.
  static func lines(
    _ violations: [Violation], _ failure: ExpectedFailure, _ checks: [any Check], hasTime: Bool, _ style: Style
  ) -> [String] {
    let main = failure.first(in: violations) ?? violations.first
    let others = violations.filter { $0 != main }.map(\.invariant)
    return (main.map { ViolationText.lines($0, of: checks, style, hasTime: hasTime) } ?? [])
      + (others.isEmpty ? [] : ["  also violated: " + others.joined(separator: ", ")])
  }

  /// The lines of the story.
  package var storyLines: [String] { story?.text(.plain) ?? [] }

  /// The lines of the report.
  func lines(_ style: Style) -> [String] {
    (operations.map(OperationTableText.lines) ?? []) + [storyTitle + ":"] + (story?.text(style).map { "  " + $0 } ?? [])
      + deviationLines + faultLines + pointLines + runLines + Self.lines(of: diagnosis.end, namesOptions: namesOptions)
      + files.map { Self.line(of: $0, style) }
  }

  private var storyTitle: String {
    guard let schedule = diagnosis.schedule else { return "the story, in the smallest run that shows it" }
    return "the story, in the smallest schedule that shows it (\(Self.words(on: schedule)))"
  }

  /// The size of a schedule, and what its steps depend on.
  static func words(on shrunk: ShrunkSchedule) -> String {
    let configuration = shrunk.schedule.configuration
    var words = ["\(Readable.count(shrunk.steps, "step")) of \(Readable.count(configuration.servers, "server"))"]
    if !configuration.appendsNoOp { words.append("no no-op") }
    if shrunk.isOfOtherRun { words.append("found in another run") }
    return words.joined(separator: ", ")
  }

  /// The step that the specification does not allow, if that is not the one that violates the property.
  private var deviationLines: [String] {
    guard let shrunk = diagnosis.schedule, let last = schedule?.violations.first else { return [] }
    let all = shrunk.schedule.play(checks: Checker.allChecks, upTo: last.invariant).violations
    guard let deviation = all.first(where: { $0.invariant == Conformance.name }), deviation.step < last.step else {
      return []
    }
    return ["the first step that the specification does not allow is #\(deviation.step):"]
      + ["  " + EvidenceText.text(deviation.evidence)]
  }

  // MARK: Faults

  private var faultLines: [String] {
    if let schedule { return diagnosis.schedule?.end == nil ? FaultText.lines(ofSchedule: schedule.events) : [] }
    return neededFaults.map { FaultText.lines($0, none: "none of the faults is needed by itself") } ?? []
  }

  private var neededFaults: [String]? { diagnosis.neededFaults.map { $0.faults.map(FaultText.text) } }

  // MARK: The point of no return

  private var pointLines: [String] {
    guard let point = diagnosis.pointOfNoReturn else { return [] }
    return [Self.text(point)] + (point.nearestPass.map(Self.lines) ?? [])
  }

  private static func text(_ point: PointOfNoReturn) -> String {
    guard point.step > 0 else { return "in the smallest run it cannot be avoided: \(share(point.before)) fail" }
    let after = point.after.runs > 0 ? ", and \(share(point.after)) after it" : ""
    return "in the smallest run it cannot be avoided from step \(point.step) on: of runs under other seeds, "
      + "\(share(point.before)) that continue from before it fail\(after)"
  }

  private static func share(_ share: PointOfNoReturn.Share) -> String { "\(share.failures) of \(share.runs)" }

  private static func lines(_ pass: PassingRun) -> [String] {
    let words = { (event: TraceEvent?) in event.map { EventText.line($0) } ?? "the run ends" }
    let (passing, failing) = (words(pass.passing), words(pass.failing))
    guard passing != failing else { return difference(pass) }
    return [
      "the nearest run without this failure differs first at step \(pass.step):", "  there:   \(passing)",
      "  here:    \(failing)",
    ]
  }

  /// The first difference of two events that read alike, if it is known.
  private static func difference(_ pass: PassingRun) -> [String] {
    guard let passing = pass.passing, let failing = pass.failing else { return [] }
    let field = EventFields(passing, hasSent: true).firstDifference(from: EventFields(failing, hasSent: true))
    return field.map {
      [
        "the nearest run without this failure differs first at step \(pass.step), in its \($0.name):",
        "  there:   \($0.value)", "  here:    \($0.other)",
      ]
    } ?? []
  }

  // MARK: The smallest run

  private var runLines: [String] {
    let run = diagnosis.run
    let step = diagnosis.failure.first(in: run.result.violations)?.step ?? 0
    var lines = ["the smallest run that shows it, at step \(step) (seed \(run.plan.seed)):"]
    lines += ScenarioText.lines(run.plan.scenario).map { "  " + $0 }
    if !run.plan.overrides.isEmpty {
      lines.append("  with \(Readable.count(run.plan.overrides.count, "changed decision")), see its file")
    }
    for other in run.others.prefix(Self.mostOthers) {
      guard let violation = other.violations.first else { continue }
      let kind = violation.invariant == diagnosis.failure.property ? ", in another way" : ""
      lines.append(
        "another failure was met meanwhile: \(ViolationText.brief(violation, of: "seed \(other.plan.seed)"))\(kind)")
    }
    return lines
  }

  private static let mostOthers = 5

  /// The line that says why a search ended early, if it did.
  /// - Parameters:
  ///   - end: why it did.
  ///   - namesOptions: whether the limits are named as options of a command.
  package static func lines(of end: ShrinkEnd?, namesOptions: Bool = true) -> [String] {
    guard let end else { return [] }
    let reason =
      switch end {
      case .trials: "ended at its number of trials" + (namesOptions ? " (--shrink-runs)" : "")
      case .time: "ended at its limit of time" + (namesOptions ? " (--shrink-time)" : "")
      case .traps: "ended after too many traps"
      case .interrupted: "was interrupted"
      }
    return ["the search \(reason): there may be something smaller"]
  }

  /// The line of a file that was written.
  static func line(of file: WrittenFile, _ style: Style) -> String {
    "written:  \(file.path)   " + style.bold(file.command)
  }

  // MARK: JSON

  /// The diagnosis as JSON: docs/json.md.
  package var json: JSONText {
    let run = diagnosis.run
    return .object([
      ("story", .array(storyLines.map { .string($0) })),
      ("scheduleSteps", diagnosis.schedule.map { .integer($0.steps) } ?? .null),
      ("runSteps", .integer(diagnosis.failure.first(in: run.result.violations)?.step ?? 0)),
      ("runSeed", .unsigned(run.plan.seed)), ("runScenario", .string(run.plan.scenario.description)),
      ("runOverrides", .array(run.plan.overrides.map { .string("\($0)") })),
      ("neededFaults", .array((neededFaults ?? []).map { .string($0) })),
      ("pointOfNoReturn", diagnosis.pointOfNoReturn.map(Self.json) ?? .null),
      ("end", diagnosis.end.map { .string("\($0)") } ?? .null),
      ("files", .array(files.map { .string("\($0.path)") })),
    ])
  }

  private static func json(_ point: PointOfNoReturn) -> JSONText {
    .object([
      ("step", .integer(point.step)), ("failuresBefore", .integer(point.before.failures)),
      ("runsBefore", .integer(point.before.runs)), ("failuresAfter", .integer(point.after.failures)),
      ("runsAfter", .integer(point.after.runs)),
    ])
  }
}

import Glibc
import Simulator
import TraceChecker

/// The file for a counterexample: a trace of the schedule as it is played, which replays as one.
struct CounterexampleFile {
  private let argument: Argument
  private let source: RawText?
  /// Whether a file that has the name by now must not be overwritten.
  private let isNew: Bool

  var path: RawText { argument.raw }

  /// - Parameter source: the trace that is explored around, if there is one.
  /// - Throws: `OutputError` if the file cannot be written, and `UsageError` if it is the trace that is explored
  ///   around.
  init(_ argument: Argument, around source: RawText?) throws {
    self.argument = argument
    self.source = source
    isNew = false
    if let source, TraceFile.isSame(try argument.path(), source) {
      throw argument.fails(because: "this is the trace given with --around; give another file")
    }
    _ = try argument.path()
    if let reason = argument.reasonNotToWrite { throw argument.cannotBeWritten(reason) }
  }

  /// A new file in the current directory, for a counterexample that violates `property`.
  init(new property: String) {
    let names = ["counterexample-\(property).ndjson"] + (2...999).map { "counterexample-\(property)-\($0).ndjson" }
    let name = names.first { access($0, F_OK) != 0 } ?? names[0]
    source = nil
    isNew = true
    argument = Argument(
      command: ExploreCommand.spec.fullName,
      subject: "the counterexample's file (\(ExploreCommand.noTrace.name) for none)",
      raw: RawText(name))
  }

  var isStandardOutput: Bool { path == "-" }

  /// Writes the counterexample, if there is one: to the step that violates one of `invariants`.
  func write(_ schedule: Schedule?, breaking checks: [any Check], _ console: Console) throws {
    guard let schedule else { return }
    var scenario = Scenario()
    scenario.configuration = schedule.configuration
    let file = try TraceFile(argument, replaying: source, mustBeNew: isNew, console) {
      var events = 0
      let violations = schedule.play(checks: checks, record: { _ in events += 1 }).violations
      return TraceHeader(
        servers: scenario.servers, scenario: scenario.description, defect: schedule.defect?.name,
        violates: violations.first?.invariant, recordsSent: true, core: schedule.core.name, events: events)
    }
    _ = schedule.play(checks: checks) { file.write($0) }
    try file.finish()
  }
}

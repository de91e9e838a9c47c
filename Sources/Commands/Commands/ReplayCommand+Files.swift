import Diagnosis
import Reporting
import Simulator
import TraceChecker

extension ReplayCommand {
  /// Replays a file, according to what it is.
  static func replayFile(
    _ path: RawText, _ arguments: Arguments, _ options: ScenarioOptions, _ output: ReplayOutput
  ) throws -> ExitCode {
    let file = try TraceSource.open(path, arguments)
    switch file.kind {
    case .run: return try replayRunFile(file, path, arguments, options, output)
    case .schedule:
      return try play(ScheduleSource(text: file, arguments, typed: options.typed), arguments, output)
    default: return try replayTrace(file, path, arguments, options, output)
    }
  }

  private static func replayTrace(
    _ file: consuming InputFile, _ path: RawText, _ arguments: Arguments, _ options: ScenarioOptions,
    _ output: ReplayOutput
  ) throws -> ExitCode {
    let recording = try TraceSource(file, path: path, arguments, typed: options.typed)
    guard let plan = recording.plan, !arguments.has(schedule) else {
      return try play(ScheduleSource(recording, path: path, arguments), arguments, output)
    }
    try recording.checkMakers(of: plan, arguments)
    return try replay(plan, .trace(RecordedRun(recording, arguments)), arguments, options, output)
  }

  private static func replayRunFile(
    _ input: consuming InputFile, _ path: RawText, _ arguments: Arguments, _ options: ScenarioOptions,
    _ output: ReplayOutput
  ) throws -> ExitCode {
    if !options.typed.isEmpty {
      throw arguments.error("a run file has all that the run depends on: \(options.typed) cannot be given with it")
    }
    if arguments.has(schedule) {
      throw arguments.error(
        "\(schedule.name) plays a trace, and \(path) is a run file: record a trace of it first, with \(trace.name)")
    }
    if let option = InvariantOptions.given(arguments) {
      throw arguments.error("a run file is replayed under all checks: \(option) cannot be given with it")
    }
    let (file, plan) = try plan(ofRunFile: input, path, arguments)
    return try replay(plan, .runFile(file), arguments, options, output)
  }

  /// Reads a run file and the plan of its run.
  /// - Throws: `UsageError` for a file that is damaged or for another program.
  static func plan(
    ofRunFile input: consuming InputFile, _ path: RawText, _ arguments: Arguments
  ) throws -> (file: RunFile, plan: RunPlan) {
    let file: RunFile
    do { file = try RunFile(reading: input, file: path.printable()) } catch { throw arguments.error(reading: error) }
    do { return (file, try file.plan(core: arguments.core)) } catch {
      throw arguments.error("\(path): \(RawText("\(error)"))")
    }
  }
}

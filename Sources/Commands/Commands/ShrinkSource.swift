import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// What `raftsim shrink` is given: a run or a schedule, and the failure that it is expected to show.
enum ShrinkSource {
  case run(RunPlan, expected: ExpectedFailure?)
  case schedule(ScheduleSource, expected: ExpectedFailure?)

  /// Reads a seed or a file.
  /// - Throws: `UsageError` for a file that is neither, `Interruption` if the reading was ended from outside.
  init(_ argument: Argument, _ options: ScenarioOptions, _ arguments: Arguments) throws {
    if ReplayCommand.isSeed(argument) {
      self = .run(options.plan(try argument.seed()), expected: nil)
    } else {
      try self.init(path: argument.path(), options, arguments)
    }
  }

  private init(path: RawText, _ options: ScenarioOptions, _ arguments: Arguments) throws {
    guard options.typed.isEmpty else {
      throw arguments.error("a file has all that its run depends on: \(options.typed) cannot be given with it")
    }
    let file = try TraceSource.open(path, arguments)
    switch file.kind {
    case .run:
      let (run, plan) = try ReplayCommand.plan(ofRunFile: file, path, arguments)
      self = .run(plan, expected: run.failure?.expected)
    case .schedule:
      let source = try ScheduleSource(text: file, arguments)
      self = .schedule(source, expected: source.form.expected)
    default:
      let trace = try TraceSource(file, path: path, arguments)
      let expected = trace.header.violates.map { ExpectedFailure(property: $0, fingerprint: nil) }
      if let plan = trace.plan {
        try trace.checkMakers(of: plan, arguments)
        self = .run(plan, expected: expected)
      } else {
        self = .schedule(try ScheduleSource(trace, path: path, arguments), expected: expected)
      }
    }
  }
}

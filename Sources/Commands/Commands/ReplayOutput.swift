import Reporting
import Simulator
import TraceChecker

/// Where a replay writes its steps and its verdict, as it was asked to.
struct ReplayOutput {
  let console: Console
  let style: Style
  let explanation: ReplayExplanation
  private let arguments: Arguments
  private let format: Format
  private let isVerbose: Bool

  init(_ arguments: Arguments, _ console: Console) throws {
    self.console = console
    self.arguments = arguments
    style = console.style(try arguments.value(.color).choice())
    format = try arguments.value(Format.option).choice()
    for option in [ReplayCommand.trace, ReplayCommand.writeSchedule] {
      try format.forbid(standardOutputOf: option, arguments)
    }
    if Self.usesStandardOutput(ReplayCommand.trace, arguments),
      Self.usesStandardOutput(ReplayCommand.writeSchedule, arguments)
    {
      throw arguments.error(
        "\(ReplayCommand.trace.name) and \(ReplayCommand.writeSchedule.name) cannot both go to standard output")
    }
    explanation = try ReplayExplanation(arguments, errors: console.errors)
    isVerbose = arguments.has(ReplayCommand.verbose)
    _ = try StepFilter(arguments)
    let onlyVerbose =
      StepFilter.given(arguments) ?? (arguments.has(ReplayCommand.heartbeats) ? ReplayCommand.heartbeats : nil)
    if !isVerbose, let option = onlyVerbose {
      throw arguments.error("\(option.name) needs \(ReplayCommand.verbose.name): without it no steps are printed")
    }
  }

  /// The file that the trace goes to, if it is wanted.
  /// - Throws: `OutputError` if it cannot be written.
  func traceFile(replaying source: RawText?, header: () throws -> TraceHeader?) throws -> TraceFile? {
    try arguments[ReplayCommand.trace].map {
      try TraceFile($0, replaying: source, console, header: header)
    }
  }

  /// The file that the schedule goes to as text, if it is wanted.
  /// - Parameters:
  ///   - schedule: the servers.
  ///   - header: how the steps are recorded.
  /// - Throws: `OutputError` if it cannot be written, and `UsageError` if it is the file that is replayed.
  func scheduleFile(of schedule: Schedule, replaying source: RawText?, _ header: TraceHeader) throws -> ScheduleFile? {
    try arguments[ReplayCommand.writeSchedule].map { try ScheduleFile($0, replaying: source, schedule, header) }
  }

  /// What prints the steps, if they are wanted. Programs that read a result or a trace on standard output do not want
  /// them there.
  /// - Throws: `UsageError` for a filter that the run of `servers` servers has no use for.
  func stepPrinter(servers: Int, haveTime: Bool = true) throws -> StepPrinter? {
    guard isVerbose else { return nil }
    let filter = try StepFilter(arguments)
    try filter.check(servers: servers, arguments)
    return StepPrinter(
      format == .text ? stream : console.errors, filter, foldsHeartbeats: !arguments.has(ReplayCommand.heartbeats),
      hasTime: haveTime)
  }

  /// Whether a replay that writes its trace to `file` should end early. What the run violates is reported even if an
  /// output is lost.
  func cancellation(_ file: TraceFile?) -> @Sendable () -> Bool {
    let (console, trace) = (console, file?.stream)
    if file?.breaksSomething == true { return { console.cancellation == .interrupted } }
    return { console.isCancelled || trace?.isOpen == false }
  }

  /// Ends a replay that was cancelled.
  /// - Parameter violations: what was violated until then.
  func cancel(_ file: TraceFile?, _ violations: [Violation]) -> ExitCode {
    for violation in violations where format == .text {
      for line in ViolationText.lines(violation, style) { stream.writeLine(line) }
    }
    // Without an interrupt it is the loss of an output, and who does not read the steps does not want to know more.
    let end = Interrupt.isRequested ? reportInterruption() : console.cancellation ?? .internal
    repeatIfLost(violations)
    return console.code(end.combined(with: violations.isEmpty ? .ok : .violation)) {
      try file?.abandon(console.errors)
    }
  }

  /// Says that the replay was interrupted.
  func reportInterruption(_ interruption: Interruption = Interruption()) -> ExitCode {
    format.report(interruption, of: ReplayCommand.spec, results: console.output, errors: console.errors)
  }

  /// Where words go: a trace or a schedule on standard output is not to be mixed with them.
  private var stream: OutputStream {
    let isTaken = [ReplayCommand.trace, ReplayCommand.writeSchedule].contains { Self.usesStandardOutput($0, arguments) }
    return isTaken ? console.errors : console.output
  }

  private static func usesStandardOutput(_ option: OptionSpec, _ arguments: Arguments) -> Bool {
    arguments[option]?.text == "-"
  }

  /// Prints the verdict on a run that violated `violations`.
  func print(_ violations: [Violation], text: (Style) -> String, json: @autoclosure () -> JSONText) {
    switch format {
    case .text: stream.write(text(style))
    case .json: stream.writeLine(json().text)
    }
    repeatIfLost(violations)
  }

  private func repeatIfLost(_ violations: [Violation]) {
    guard stream === console.output else { return }
    console.repeatIfLost(
      violations.map { "\(ReplayCommand.spec.fullName): \(ViolationText.brief($0, of: "the run"))" })
  }
}

import Reporting
import Simulator
import TraceChecker

/// Where a replay writes its steps and its verdict, as it was asked to.
struct ReplayOutput {
  let console: Console
  let style: Style
  private let arguments: Arguments
  private let format: Format
  private let isVerbose: Bool

  init(_ arguments: Arguments, _ console: Console) throws {
    self.console = console
    self.arguments = arguments
    style = console.style(try arguments.value(.color).choice())
    format = try arguments.value(Format.option).choice()
    isVerbose = arguments.has(ReplayCommand.verbose)
  }

  /// The file that the trace goes to, if it is wanted.
  /// - Throws: `OutputError` if it cannot be written.
  func traceFile(replaying source: String?, header: () -> TraceHeader?) throws -> TraceFile? {
    try arguments[ReplayCommand.trace].map {
      try TraceFile($0, replaying: source, console, header: header)
    }
  }

  /// Shows a step, if all are wanted.
  func show(_ event: TraceEvent, hasTime: Bool = true) {
    if isVerbose { stream.writeLine(EventText.line(event, hasTime: hasTime)) }
  }

  /// Says that the replay was interrupted.
  func reportInterruption() -> ExitCode {
    format.reportInterruption(of: ReplayCommand.spec, results: stream, errors: console.errors)
  }

  /// Where words go: a trace on standard output is not to be mixed with them.
  private var stream: OutputStream {
    arguments[ReplayCommand.trace]?.text == "-" ? console.errors : console.output
  }

  /// Prints the verdict.
  func print(text: (Style) -> String, json: @autoclosure () -> JSONText) {
    switch format {
    case .text: stream.write(text(style))
    case .json: stream.writeLine(json().text)
    }
  }
}

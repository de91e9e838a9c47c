import Reporting
import TraceChecker

/// Thrown when an interrupt ends a command before it has a result.
struct Interruption: Error {}

extension Arguments {
  /// The error for a file that cannot be read: an `Interruption` if an interrupt is why, otherwise a `UsageError`.
  func error(reading failure: TraceError) -> any Error {
    failure.wasInterrupted ? Interruption() : error("\(failure)")
  }
}

extension Format {
  /// Says that a command was interrupted before it had a result: as text to `errors`, as JSON to `results`.
  func reportInterruption(of command: CommandSpec, results: OutputStream, errors: OutputStream) -> ExitCode {
    let code = ExitCode.interrupted
    switch self {
    case .text: errors.writeLine(code.word)
    case .json:
      results.writeLine(JSONText.object([("command", .string(command.name)), ("result", .string(code.word))]).text)
    }
    return code
  }
}

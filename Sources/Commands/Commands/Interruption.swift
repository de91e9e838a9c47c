import ModelChecker
import Reporting
import TraceChecker

/// Thrown when a command ends before it has a result.
struct Interruption: EarlyEnd {
  /// Why the command ends.
  var reason = Exploration.StopReason.interrupted

  /// How the command ends.
  var code: ExitCode { reason == .interrupted ? .interrupted : .inconclusive }

  /// What is said to people.
  var words: String {
    switch reason {
    case .memory: "inconclusive, the memory limit was reached before anything was judged"
    case .time: "inconclusive, the time limit was reached before anything was judged"
    default: code.word
    }
  }
}

extension Arguments {
  /// The error for a file that cannot be read: an `Interruption` if that was ended from outside, otherwise a
  /// `UsageError`.
  /// - Parameter reason: why it was ended from outside, if it was.
  func error(reading failure: TraceError, endedBy reason: Exploration.StopReason = .interrupted) -> any Error {
    failure.wasInterrupted ? Interruption(reason: reason) : error("\(failure)")
  }
}

extension Format {
  /// Says that a command ended before it had a result: as text to `errors`, as JSON to `results`.
  func report(_ interruption: Interruption, of command: CommandSpec, results: OutputStream, errors: OutputStream)
    -> ExitCode
  {
    switch self {
    case .text: errors.writeLine(interruption.words)
    case .json:
      let word = interruption.code.word
      results.writeLine(JSONText.object([("command", .string(command.name)), ("result", .string(word))]).text)
    }
    return interruption.code
  }
}

import TraceChecker

/// The error that an interrupt ended a command before it had a result.
struct Interruption: Error {}

extension Arguments {
  /// The error for a file that cannot be read: an `Interruption` if that is the reason, otherwise a `UsageError`.
  func error(reading failure: TraceError) -> any Error {
    failure.wasInterrupted ? Interruption() : error("\(failure)")
  }
}

extension Console {
  /// Says that a command was interrupted before it had a result.
  func reportInterruption() -> ExitCode {
    errors.writeLine("interrupted")
    return .interrupted
  }
}

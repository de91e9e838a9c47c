import TraceChecker

/// One value on the command line, to be read as what it should be. What cannot be read throws an error which says what
/// would have been right.
struct Argument: Hashable, Sendable {
  /// The command as it is typed, such as `raftsim fuzz`.
  var command: String
  /// How an error names it, such as `option '--runs'`.
  var subject: String
  /// The value as it was typed.
  var raw: RawText

  /// The value as text.
  var text: String { raw.repaired }

  /// The value as a path of a file; whether it exists is for the caller. Throws if it is empty.
  func path() throws(UsageError) -> RawText {
    if raw == "" { throw mustBe("the path of a file") }
    return raw
  }

  /// The error that the value is not what it should be.
  func mustBe(_ expected: String, suggestion: String? = nil) -> UsageError {
    error("\(subject) must be \(expected), not \(UsageError.quote(raw))", suggestion: suggestion)
  }

  /// The error that the value is not a name of those that the command `list` lists.
  func unknownName(suggestion: String?, list: String) -> UsageError {
    UsageError(
      command: command, message: "\(subject): unknown name \(UsageError.quote(raw))", suggestion: suggestion,
      reference: list)
  }

  /// The error that the value is well written but of no use, such as a file that cannot be opened.
  func fails(because reason: String) -> UsageError {
    error("\(subject): \(UsageError.quote(raw)): \(reason)", suggestion: nil)
  }

  /// The error for an output, named by this argument, that cannot be written.
  func cannotBeWritten(_ reason: String) -> OutputError {
    OutputError(command: command, message: "\(subject): \(UsageError.quote(raw)): \(reason)")
  }

  private func error(_ message: String, suggestion: String?) -> UsageError {
    UsageError(command: command, message: message, suggestion: suggestion)
  }
}

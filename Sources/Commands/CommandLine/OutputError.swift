/// An output that cannot be written, at whatever point that is found. The command line itself is correct. The
/// description is one line.
struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command as it is typed, such as `raftsim replay`.
  var command: String
  /// Which output, and why. What the user typed is quoted with `UsageError.quote`.
  var message: String

  var description: String { "\(command): \(message)" }
}

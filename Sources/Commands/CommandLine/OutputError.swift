/// An output that cannot be written, whenever that shows: nothing is wrong with the command line. Its description is one
/// line.
struct OutputError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command as it is typed, such as `raftsim replay`.
  var command: String
  /// Which output, and why. Anything that the user typed is in it as `UsageError.quote` gives it.
  var message: String

  var description: String { "\(command): \(message)" }
}

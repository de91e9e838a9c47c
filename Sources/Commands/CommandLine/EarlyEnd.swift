import Reporting

/// An error that ends a command before it has a result, and is not a failure of the program.
protocol EarlyEnd: Error {
  /// How the command ends.
  var code: ExitCode { get }
  /// What is said to people.
  var words: String { get }
}

import TraceChecker

/// A mistake in what the user asked for. Its description is one line, whatever the user typed.
struct UsageError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The command as it is typed, such as `raftsim fuzz`.
  var command: String
  /// What is wrong. Anything that the user typed is in it as `quote` gives it.
  var message: String
  /// What was probably meant.
  var suggestion: String?
  /// The command line to refer to for more; `nil` for the help of `command`.
  var reference: String?

  var description: String {
    let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
    return "\(command): \(message)\(hint) (see '\(reference ?? "\(command) --help")')"
  }

  /// The text in quotes, cut if it is long, with everything escaped that would break the line or play with the
  /// terminal.
  static func quote(_ text: RawText) -> String { "'\(text.printable(longest: longestQuote))'" }

  static func quote(_ text: String) -> String { quote(RawText(text)) }

  private static let longestQuote = 80
}

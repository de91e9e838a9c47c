/// What the value of an option, or an argument in its place, can be: for completion in a shell.
enum ValueKind: Hashable, Sendable {
  /// Anything, such as a number.
  case any
  /// The path of a file.
  case file
  /// One of these words.
  case words([String])

  /// One of the cases of a type.
  static func cases<Choice>(of type: Choice.Type) -> ValueKind where Choice: RawRepresentable<String> & CaseIterable {
    .words(Choice.allCases.map(\.rawValue))
  }
}

/// A way to print results, as an option names it: `text` for people, the others for programs.
protocol ResultFormat: RawRepresentable<String>, CaseIterable {
  /// The option that chooses it.
  static var option: OptionSpec { get }
}

extension ResultFormat {
  /// Rejects JSON on standard output together with another output there: a program could not separate the two.
  func forbid(standardOutputOf option: OptionSpec, _ arguments: Arguments) throws(UsageError) {
    guard rawValue != "text", arguments[option]?.text == "-" else { return }
    throw arguments.error(
      "\(Self.option.name) \(rawValue) and \(option.name) - both write to standard output; give \(option.name) a file")
  }
}

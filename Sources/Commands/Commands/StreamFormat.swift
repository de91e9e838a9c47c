/// How a command that can have several results prints them.
enum StreamFormat: String, CaseIterable {
  case text, json, ndjson

  /// The option that chooses it.
  static let option = OptionSpec(
    "--format", "FORMAT",
    "Print results as text, json, or ndjson (one JSON object per line, each as soon as it is known)",
    group: "Output",
    default: StreamFormat.text.rawValue, values: .cases(of: StreamFormat.self))

  /// Rejects JSON on standard output together with another output there: a program could not distinguish them.
  func forbid(standardOutputOf option: OptionSpec, _ arguments: Arguments) throws(UsageError) {
    guard self != .text else { return }
    try option.forbidStandardOutput(with: "\(Self.option.name) \(rawValue)", arguments)
  }
}

extension OptionSpec {
  /// Rejects `-` as the file of this option.
  /// - Parameter other: the option, as it was typed, that writes to standard output as well.
  func forbidStandardOutput(with other: String, _ arguments: Arguments) throws(UsageError) {
    guard arguments[self]?.text == "-" else { return }
    throw arguments.error("\(other) and \(name) - both write to standard output; give \(name) a file")
  }
}

/// How a command that can have several results prints them.
enum StreamFormat: String, CaseIterable {
  case text, json, ndjson

  /// The option that chooses it.
  static let option = OptionSpec(
    "--format", "FORMAT",
    "Print results as text, as json, or as ndjson: one JSON object a line, each as soon as it is known",
    group: "Output",
    default: StreamFormat.text.rawValue, values: .cases(of: StreamFormat.self))
}

import TraceChecker

/// The option that chooses what is checked.
enum InvariantOptions {
  static let only = OptionSpec(
    "--only", "NAME", "Check only this invariant, see 'raftsim invariants'", group: "Checks",
    isRepeatable: true)

  static func invariants(_ arguments: Arguments) throws -> [any Invariant] {
    let all = Checker.standardInvariants
    let names = try arguments.all(only).map { try $0.choice(among: all.map { type(of: $0).name }) }
    return names.isEmpty ? all : all.filter { names.contains(type(of: $0).name) }
  }

  /// All options that a run and its verdict depend on, as they were typed: those of its scenario and this one.
  static func typed(with scenario: ScenarioOptions, _ arguments: Arguments) -> String {
    let only = arguments.all(only).map { "--only \($0.text)" }
    return ([scenario.typed] + only).filter { !$0.isEmpty }.joined(separator: " ")
  }
}

/// The option that chooses how results are printed.
enum Format: String, CaseIterable {
  case text, json

  static let option = OptionSpec(
    "--format", "FORMAT", "Print results as text or json", group: "Output", default: Format.text.rawValue)
}

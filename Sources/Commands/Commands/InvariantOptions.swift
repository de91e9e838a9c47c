import TraceChecker

/// The options that choose what is checked.
enum InvariantOptions {
  static let only = OptionSpec(
    "--only", "NAME", "Apply only this check; see 'raftsim invariants'", group: "Checks",
    isRepeatable: true, values: .words(names))

  static let except = OptionSpec(
    "--except", "NAME", "Do not apply this check", group: "Checks", isRepeatable: true, values: .words(names))

  static let specs = [only, except]

  private static let names = Checker.allChecks.map { type(of: $0).name }

  private static func name(_ argument: Argument) throws(UsageError) -> String {
    try argument.name(among: names, listedBy: "\(Program.name) invariants")
  }

  static func checks(_ arguments: Arguments) throws -> [any Check] {
    let all = Checker.allChecks
    let wanted = try arguments.all(only).map(name)
    let unwanted = try arguments.all(except).map(name)
    let chosen = all.filter { invariant in
      let name = type(of: invariant).name
      return (wanted.isEmpty || wanted.contains(name)) && !unwanted.contains(name)
    }
    guard !chosen.isEmpty else { throw arguments.error("--only and --except leave nothing to check") }
    return chosen
  }

  /// The checks where only steps are judged, and no whole runs.
  /// - Parameter reason: why a check of whole runs cannot be judged there.
  /// - Throws: `UsageError` if one is asked for by name, and if there are no others.
  static func checksOfSteps(_ arguments: Arguments, _ reason: String) throws -> [any Check] {
    let chosen = try checks(arguments)
    let isNothing = chosen.allSatisfy { if case .run = $0.kind { true } else { false } }
    if arguments.has(only) || isNothing,
      let whole = chosen.first(where: { if case .run = $0.kind { true } else { false } })
    {
      throw arguments.error("\(type(of: whole).name) cannot be judged: \(reason)")
    }
    return chosen
  }

  /// Whether `Conformance` was asked for by name.
  static func asksForConformance(_ arguments: Arguments) -> Bool {
    arguments.all(only).contains { $0.text == Conformance.name }
  }

  /// The first of these options that was given, if one was.
  static func given(_ arguments: Arguments) -> String? { specs.first(where: arguments.has)?.name }

  /// All options that a run and its verdict depend on, as they were typed: those of its scenario and these.
  static func typed(with scenario: ScenarioOptions, _ arguments: Arguments) -> String {
    [scenario.typed, typed(arguments)].filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// These options, as they were typed.
  static func typed(_ arguments: Arguments) -> String {
    specs.flatMap { spec in arguments.all(spec).map { "\(spec.name) \($0.text)" } }.joined(separator: " ")
  }
}

/// The option that chooses how results are printed.
enum Format: String, CaseIterable {
  case text, json

  static let option = OptionSpec(
    "--format", "FORMAT", "Print results as text or json", group: "Output", default: Format.text.rawValue,
    values: .cases(of: Format.self))

  /// Rejects JSON on standard output together with another output there: a program could not distinguish them.
  func forbid(standardOutputOf option: OptionSpec, _ arguments: Arguments) throws(UsageError) {
    guard self != .text else { return }
    try option.forbidStandardOutput(with: "\(Self.option.name) \(rawValue)", arguments)
  }
}

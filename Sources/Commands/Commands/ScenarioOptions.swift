import Reporting
import Simulator
import TraceChecker

/// The options that give a scenario by hand: what they leave out, the seed draws.
struct ScenarioOptions {
  static let defect = OptionSpec(
    "--defect", "NAME", "Plant a defect; see 'raftsim defects'", group: "Plan", values: .words(defectNames))
  static let calm = OptionSpec(
    flag: "--calm", "No faults, and default values instead of those that the seed draws", group: "Plan")
  static let machine = OptionSpec(
    "--machine", "NAME", "State machine: key-value or to-do", group: group(of: nil),
    values: .cases(of: Scenario.MachineKind.self))
  static let parameters = ScenarioParameter.all.map { parameter in
    OptionSpec(
      "--\(parameter.name)", parameter.unit.placeholder, sentence(parameter.help), group: group(of: parameter),
      isMain: mainParameters.contains(parameter.name))
  }
  static let specs = [defect, calm] + parameters + [machine]

  private static let mainParameters = [
    "servers", "clients", "duration", "loss", "duplication", "crash-interval", "partition-interval", "pause-interval",
  ]

  private static let defectNames = Defect.all.map(\.name)

  /// The defect that an argument names.
  static func defect(_ argument: Argument) throws(UsageError) -> Defect? {
    Defect.named(try argument.name(among: defectNames, listedBy: "\(Program.name) defects"))
  }

  /// The heading of a parameter, or of the machine: where the fault acts to which it belongs.
  private static func group(of parameter: ScenarioParameter?) -> String {
    let fault = parameter.flatMap { parameter in
      Fault.all.first { $0.parameters.contains { $0.name == parameter.name } }
    }
    let subject =
      switch fault?.layer {
      case nil: "Cluster and clients"
      case .transport: "Network faults"
      case .core: "Server and clock faults"
      case .disk: "Disk faults"
      }
    return "\(subject) (by default drawn from the seed)"
  }

  private let values: [(parameter: ScenarioParameter, value: Int)]
  private let machine: Scenario.MachineKind?
  private let isCalm: Bool
  let defect: Defect?
  private let core: CoreType
  /// The names of the options that switch something on, without dashes.
  let asked: Set<String>
  /// The options as they were typed, to be typed again.
  let typed: String

  init(_ arguments: Arguments) throws {
    var values: [(parameter: ScenarioParameter, value: Int)] = []
    for (parameter, spec) in zip(ScenarioParameter.all, Self.parameters) {
      guard let argument = arguments[spec] else { continue }
      values.append((parameter, try Self.value(argument, parameter)))
    }
    self.values = values
    machine = try arguments[Self.machine]?.choice()
    isCalm = arguments.has(Self.calm)
    defect = try arguments[Self.defect].flatMap(Self.defect)
    core = arguments.core
    try defect.map { try Self.forbid($0, arguments) }
    try Self.rejectIneffective(values, defect, arguments)
    asked = Set(values.filter { $0.value > 0 }.map(\.parameter.name))
    typed = Self.specs.compactMap { spec in
      guard arguments.has(spec) else { return nil }
      return spec.valueName == nil ? spec.name : "\(spec.name) \(ShellWord.quote(arguments[spec]?.text ?? ""))"
    }.joined(separator: " ")
  }

  /// The run of `seed` with what was given by hand.
  func plan(_ seed: UInt64) -> RunPlan {
    var scenario = isCalm ? Scenario() : Scenario(swarm: seed)
    defect?.prepare(&scenario)
    for (parameter, value) in values { parameter.set(value, in: &scenario) }
    if let machine { scenario.machine = machine }
    var plan = RunPlan(seed: seed, scenario: scenario, defect: defect)
    plan.core = core
    return plan
  }

  /// Rejects an option that can have no effect: what each fault that depends on it needs is ruled out by another
  /// option, or drawn by no seed because the run is calm.
  private static func rejectIneffective(
    _ values: [(parameter: ScenarioParameter, value: Int)], _ defect: Defect?, _ arguments: Arguments
  ) throws(UsageError) {
    var scenario = Scenario()
    defect?.prepare(&scenario)
    for (parameter, value) in values { parameter.set(value, in: &scenario) }
    for (parameter, value) in values where value > 0 {
      let missing = Fault.all.filter { $0.depends(on: parameter) }.map { fault in
        fault.needs(of: parameter, in: scenario).filter { need in
          arguments.has(calm) || values.contains { $0.parameter.name == need.option }
        }
      }
      guard let needs = missing.first, missing.allSatisfy({ !$0.isEmpty }) else { continue }
      let options = needs.map { "--\($0.option) \($0.amount)" }.joined(separator: " and ")
      throw arguments.error("option '--\(parameter.name)' has no effect without \(options)")
    }
  }

  /// A defect of RaftCore's rules cannot be planted in another core.
  static func forbid(_ defect: Defect, _ arguments: Arguments) throws(UsageError) {
    guard !arguments.core.isRaftCore, !defect.isOfHost else { return }
    throw arguments.error(
      "the defect \(defect.name) changes rules of RaftCore, and these servers are \(arguments.core.name)'s")
  }

  private static func value(_ argument: Argument, _ parameter: ScenarioParameter) throws -> Int {
    guard let value = parameter.value(parsing: argument.text) else { throw argument.mustBe(parameter.requirement) }
    return value
  }

  private static func sentence(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}

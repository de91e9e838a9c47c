import Reporting
import Simulator
import TraceChecker

/// `raftsim faults`, `raftsim defects` and `raftsim invariants`: the faults that can happen, the defects that can be
/// planted, and the checks.
enum ListCommands {
  static let faults = list(
    "faults", "List the faults of the simulated cluster, and what each models",
    "Each with the option of 'raftsim fuzz' that turns it on.", text: Fault.all.flatMap(lines),
    json: Fault.all.map(json))

  static let defects = list(
    "defects", "List the defects that can be planted", "Each with what it changes and which checks it can violate.",
    text: Defect.all.flatMap(lines), json: Defect.all.map(json))

  static let checks = list(
    "invariants", "List the invariants and the other checks", "Each with its section of the Raft paper.",
    text: Checker.allChecks.flatMap(lines), json: Checker.allChecks.map(json))

  /// The command `name`, which lists what is in a table.
  private static func list(
    _ name: String, _ summary: String, _ example: String, text: @autoclosure @escaping @Sendable () -> [String],
    json: @autoclosure @escaping @Sendable () -> [JSONText]
  ) -> Subcommand {
    let spec = CommandSpec(
      name: name, summary: summary, options: [Format.option],
      examples: [.init("raftsim \(name)", example), .init("raftsim \(name) --format json", "The same for programs.")],
      exitCodes: [.ok, .usage, .internal])
    return Subcommand(spec: spec) { arguments, console in
      let format: Format = try arguments.value(Format.option).choice()
      switch format {
      case .text: for line in text().flatMap({ wrap($0, console.knownWidth) }) { console.output.writeLine(line) }
      case .json:
        console.output.writeLine(
          JSONText.object([("command", .string(name)), (key: name, value: .array(json()))]).text)
      }
      return .ok
    }
  }
}

/// The rows of the lists.
extension ListCommands {
  private static let indent = "    "

  /// The line, if it is indented text, in lines of `width` characters with the same indent.
  private static func wrap(_ line: String, _ width: Int?) -> [String] {
    guard let width, line.hasPrefix(indent) else { return [line] }
    return TextLayout.wrap(line, width: width - indent.count).map { indent + $0 }
  }

  private static func lines(_ fault: Fault) -> [String] {
    ["\(TextLayout.pad(fault.name, to: 28))--\(fault.option)", "    \(fault.models)", "    acts on the \(fault.layer)"]
      + (fault.isBeyondAssumptions ? ["    outside Raft's assumptions: off unless it is turned on"] : [])
  }

  private static func json(_ fault: Fault) -> JSONText {
    .object([
      ("name", .string(fault.name)), ("option", .string("--\(fault.option)")), ("models", .string(fault.models)),
      ("layer", .string(fault.layer.rawValue)), ("beyondAssumptions", .bool(fault.isBeyondAssumptions)),
      ("options", .array(fault.parameters.map(json))),
    ])
  }

  private static func json(_ parameter: ScenarioParameter) -> JSONText {
    .object([
      ("name", .string("--\(parameter.name)")), ("help", .string(parameter.help)),
      ("mustBe", .string(parameter.requirement)),
    ])
  }

  private static func lines(_ defect: Defect) -> [String] {
    [defect.name, "    \(defect.change)", "    can violate \(defect.breaks.joined(separator: ", "))"]
  }

  private static func json(_ defect: Defect) -> JSONText {
    .object([
      ("name", .string(defect.name)), ("change", .string(defect.change)),
      ("breaks", .array(defect.breaks.map { .string($0) })), ("inServers", .bool(!defect.isOfHost)),
    ])
  }

  private static func lines(_ check: any Check) -> [String] {
    let type = type(of: check)
    return ["\(TextLayout.pad(type.name, to: 28))§\(type.section)", "    \(type.statement)"]
  }

  private static func json(_ check: any Check) -> JSONText {
    let type = type(of: check)
    return .object([
      ("name", .string(type.name)), ("section", .string(type.section)), ("statement", .string(type.statement)),
    ])
  }
}

import Simulator
import TraceChecker

/// `raftsim defects` and `raftsim invariants`: what there is to plant and to check.
enum ListCommands {
  static let defects = Subcommand(
    spec: CommandSpec(
      name: "defects", summary: "List the defects that can be planted",
      examples: [.init("raftsim defects", "Each with what it changes and which invariants it breaks.")],
      exitCodes: [.ok, .usage])
  ) { _, console in
    for defect in Defect.all {
      console.output.writeLine(defect.name)
      console.output.writeLine("    \(defect.change)")
      console.output.writeLine("    can break \(defect.breaks.joined(separator: ", "))")
    }
    return .ok
  }

  static let invariants = Subcommand(
    spec: CommandSpec(
      name: "invariants", summary: "List the invariants that every step is held against",
      examples: [.init("raftsim invariants", "Each with its section of the Raft paper.")],
      exitCodes: [.ok, .usage])
  ) { _, console in
    for invariant in Checker.runInvariants.map({ type(of: $0) }) {
      console.output.writeLine("\(TextLayout.pad(invariant.name, to: 28))§\(invariant.section)")
      console.output.writeLine("    \(invariant.statement)")
    }
    return .ok
  }
}

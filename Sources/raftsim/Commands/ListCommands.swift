import Simulator
import TraceChecker

/// `raftsim faults`, `raftsim defects` and `raftsim invariants`: what can happen, what there is to plant and to check.
enum ListCommands {
  static let faults = Subcommand(
    spec: CommandSpec(
      name: "faults", summary: "List the faults of the simulated world, with what they model",
      examples: [.init("raftsim faults", "Each with the option of 'raftsim fuzz' that switches it on.")],
      exitCodes: [.ok, .usage])
  ) { _, console in
    for fault in Fault.all {
      console.output.writeLine("\(TextLayout.pad(fault.name, to: 28))--\(fault.option)")
      console.output.writeLine("    \(fault.models)")
      if fault.isBeyondAssumptions {
        console.output.writeLine("    outside Raft's assumptions: off unless it is asked for")
      }
    }
    return .ok
  }

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

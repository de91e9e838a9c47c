import Reporting
import Simulator
import TraceChecker

/// `raftsim faults`, `raftsim defects` and `raftsim invariants`: what can happen, what there is to plant and to check.
enum ListCommands {
  static let faults = list(
    "faults", "List the faults of the simulated world, with what they model",
    "Each with the option of 'raftsim fuzz' that switches it on."
  ) {
    Fault.all.flatMap { fault in
      [
        "\(TextLayout.pad(fault.name, to: 28))--\(fault.option)", "    \(fault.models)",
        "    acts on the \(fault.layer)",
      ]
        + (fault.isBeyondAssumptions ? ["    outside Raft's assumptions: off unless it is asked for"] : [])
    }
  }

  static let defects = list(
    "defects", "List the defects that can be planted", "Each with what it changes and which invariants it breaks."
  ) {
    Defect.all.flatMap { defect in
      [defect.name, "    \(defect.change)", "    can break \(defect.breaks.joined(separator: ", "))"]
    }
  }

  static let checks = list(
    "invariants", "List the invariants that every step is held against", "Each with its section of the Raft paper."
  ) {
    Checker.allChecks.map { type(of: $0) }.flatMap { invariant in
      ["\(TextLayout.pad(invariant.name, to: 28))§\(invariant.section)", "    \(invariant.statement)"]
    }
  }

  /// The command `name`, which writes lines and has no options.
  private static func list(
    _ name: String, _ summary: String, _ example: String, _ lines: @escaping @Sendable () -> [String]
  ) -> Subcommand {
    Subcommand(
      spec: CommandSpec(
        name: name, summary: summary, examples: [.init("raftsim \(name)", example)],
        exitCodes: [.ok, .usage, .internal])
    ) { _, console in
      for line in lines() { console.output.writeLine(line) }
      return .ok
    }
  }
}

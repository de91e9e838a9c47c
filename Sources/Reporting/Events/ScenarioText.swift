import Simulator

/// A scenario in words: the cluster, then each fault that is on, with the options that give them.
package enum ScenarioText {
  private static let width = 100

  /// The lines of the scenario, in columns.
  package static func lines(_ scenario: Scenario) -> [String] {
    var options = scenario.options[...]
    let faults = Fault.all.filter { $0.isOn(in: scenario) }.map { fault in
      let own = options.filter { option in
        ScenarioParameter.named(option.name).map { fault.depends(on: $0) } ?? false
      }
      options.removeAll { option in own.contains { $0.name == option.name } }
      return (label: fault.name, words: words(own))
    }
    let rows = [(label: "cluster and clients", words: words(Array(options)))] + faults
    let column = (rows.map(\.label.count).max() ?? 0) + 2
    return rows.flatMap { row in
      let lines = TextLayout.wrap(row.words, width: width - column)
      return lines.isEmpty
        ? [row.label]
        : lines.enumerated().map { TextLayout.pad($0 == 0 ? row.label : "", to: column) + $1 }
    }
  }

  /// The options, each with its value.
  private static func words(_ options: [(name: String, value: String)]) -> [String] {
    options.map { "--\($0.name) \($0.value)" }
  }
}

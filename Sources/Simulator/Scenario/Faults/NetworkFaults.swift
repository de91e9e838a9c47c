/// Faults of the network beyond independent loss, duplication and reordering. All off as given.
public struct NetworkFaults: Hashable, Sendable {
  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {}

  /// Draws those of a seed: parts 100 to 199 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {}

  static let parameters: [ScenarioParameter] = []
}

extension Fault {
  static let networkFaults: [Fault] = []
}

/// How often they happened.
public struct NetworkCounts: Hashable, Sendable {
  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = []
}

/// Faults of clocks and timers, and hosts that stand still. All off as given.
public struct TimeFaults: Hashable, Sendable {
  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {}

  /// Draws those of a seed: parts 300 to 399 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {}

  static let parameters: [ScenarioParameter] = []
}

extension Fault {
  static let timeFaults: [Fault] = []
}

/// How often they happened.
public struct TimeCounts: Hashable, Sendable {
  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = []
}

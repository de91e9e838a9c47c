/// How servers find and reach each other, and what goes wrong there. All off as given.
public struct Connections: Hashable, Sendable {
  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {}

  /// Draws those of a seed: parts 500 to 599 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {}

  static let parameters: [ScenarioParameter] = []
}

extension Fault {
  static let connections: [Fault] = []
}

/// How often they happened.
public struct ConnectionCounts: Hashable, Sendable {
  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = []
}

/// Ways in which servers go away beyond a crash now and then. All off as given.
public struct ServerFaults: Hashable, Sendable {
  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {}

  /// Draws those of a seed: parts 400 to 499 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {}

  static let parameters: [ScenarioParameter] = []
}

extension Fault {
  static let serverFaults: [Fault] = []
}

/// How often they happened.
public struct ServerCounts: Hashable, Sendable {
  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = []
}

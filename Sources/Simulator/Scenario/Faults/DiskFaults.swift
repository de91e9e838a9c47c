/// Faults of the servers' disks. All off as given.
public struct DiskFaults: Hashable, Sendable {
  /// No faults.
  public init() {}

  /// Switches all of them off.
  mutating func cease() {}

  /// Draws those of a seed: parts 200 to 299 of its scenario.
  mutating func draw(_ draw: ScenarioDraw, _ scenario: Scenario) {}

  static let parameters: [ScenarioParameter] = []
}

extension Fault {
  static let diskFaults: [Fault] = []
}

/// How often they happened.
public struct DiskCounts: Hashable, Sendable {
  /// Never.
  public init() {}

  static let counts: [RunStatistics.Count] = []
}

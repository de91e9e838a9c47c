import Simulator
import TraceChecker

/// A defect that a fault finds.
public struct FaultCase: Sendable, CustomStringConvertible {
  /// The option of the fault.
  public let fault: String
  /// The name of the defect.
  public let defect: String
  /// The name of the invariant that it breaks.
  public let invariant: String
  /// The world, beside what the defect needs.
  let world: FaultCases.Options
  /// What the fault needs, beside that.
  let values: FaultCases.Options

  /// What tests call it.
  public var description: String { "\(fault) finds \(defect)" }

  init(
    _ fault: String, _ defect: String, _ invariant: String, _ world: FaultCases.Options = [:],
    _ values: FaultCases.Options = [:]
  ) {
    (self.fault, self.defect, self.invariant) = (fault, defect, invariant)
    (self.world, self.values) = (world, values)
  }

  /// The run of a seed. A name that stands for nothing ends the process.
  public func plan(_ seed: UInt64, hasFault: Bool = true, hasDefect: Bool = true) -> RunPlan {
    guard let defect = Defect.named(defect) else { fatalError("no defect is called '\(defect)'") }
    var scenario = Scenario()
    defect.prepare(&scenario)
    for (name, value) in Array(world) + (hasFault ? Array(values) : []) { Self.set(name, value, in: &scenario) }
    if !hasFault { Self.set(fault, 0, in: &scenario) }
    return RunPlan(seed: seed, scenario: scenario, defect: hasDefect ? defect : nil)
  }

  private static func set(_ name: String, _ value: Int, in scenario: inout Scenario) {
    guard let parameter = ScenarioParameter.named(name) else { fatalError("no parameter is called '\(name)'") }
    parameter.set(value, in: &scenario)
  }

  /// What was measured of a case.
  public struct Figures: Sendable {
    /// The first seed that finds the defect with the fault.
    public let seed: UInt64
    /// How many of the first `range` seeds find it with the fault; 0 if none does without, and nothing was counted.
    public let count: Int
    /// Which of them find it without the fault.
    public let without: [UInt64]

    /// Figures of a case.
    public init(seed: UInt64, count: Int, without: [UInt64]) {
      (self.seed, self.count, self.without) = (seed, count, without)
    }

    /// Whether the fault makes the difference: with it at least ten times as many seeds find the defect.
    public var showsNeed: Bool { without.count * 10 <= count }
  }

  /// How many seeds are tried with the fault, and without it.
  public static let range = 300

  /// The figures of the file, each with the option of the fault.
  public static let lines: GoldenFile.Lines<(fault: String, figures: Figures)> = file.read { words in
    let without = words.last == "-" ? [] : words.last?.split(separator: ",").map { UInt64($0) } ?? []
    guard words.count == 6, let seed = UInt64(words[3]), let count = words[4] == "-" ? 0 : Int(words[4]),
      !without.contains(nil)
    else {
      return nil
    }
    return (fault: words[0], figures: Figures(seed: seed, count: count, without: without.compactMap { $0 }))
  }

  /// The line of the file with these figures.
  public func line(_ figures: Figures) -> [String] {
    let without = figures.without.map(String.init).joined(separator: ",")
    return [
      fault, defect, invariant, String(figures.seed), without.isEmpty ? "-" : String(figures.count),
      without.isEmpty ? "-" : without,
    ]
  }

  /// What the file has of this case.
  public var figures: Figures? { Self.lines.values.first { $0.fault == fault }?.figures }

  /// The file.
  public static let file = GoldenFile(
    "faults.txt",
    comment: [
      "The first seed in which each kind of fault finds its defect in the world of Tests/GoldenData/FaultCases.swift,",
      "and which of the first \(range) seeds find it in the same world without the fault, with the number of those that",
      "find it with the fault ('-' for none, and nothing to compare).",
      "Rewritten by 'swift run -c release golden faults'.",
      "FAULT DEFECT INVARIANT SEED COUNT WITHOUT",
    ])
}

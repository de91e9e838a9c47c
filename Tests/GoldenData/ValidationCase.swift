import Simulator
import TraceChecker

/// A defect that leaves the specification, with a seed of `Scenario.stormy` in which it does so early.
///
/// TLC and the Swift checker judge the traces of these runs.
public struct ValidationCase: Sendable {
  /// The defect.
  public let defect: Defect
  /// The seed that shows it; in the file only.
  public let seed: UInt64

  /// Every defect that is said to leave the specification.
  public static let claimed = Defect.all.filter { $0.breaks.contains(Conformance.name) }
    .map { ValidationCase(defect: $0, seed: 0) }

  /// The cases of the file.
  public static let lines: GoldenFile.Lines<ValidationCase> = file.read { words in
    guard words.count == 2, let defect = Defect.named(words[0]), let seed = UInt64(words[1]) else { return nil }
    return ValidationCase(defect: defect, seed: seed)
  }

  /// The file.
  public static let file = GoldenFile(
    "validation.txt",
    comment: [
      "The first seed of Scenario.stormy in which each defect leaves the specification before step \(shortStep), or",
      "else that of the earliest such step among the first \(searched).",
      "Rewritten by 'swift run -c release golden validation'.",
      "DEFECT SEED",
    ])

  /// A step before which a defect shows itself early enough: TLC takes long for longer traces.
  public static let shortStep = 500

  /// How many seeds are searched.
  public static let searched = 4000

  /// The step at which a seed's run leaves the specification, if it does.
  public func deviation(_ seed: UInt64) -> Int? {
    plan(seed).run(checks: Checker.only(Conformance.name)).violations.first?.step
  }

  /// The run of a seed.
  public func plan(_ seed: UInt64) -> RunPlan {
    RunPlan(seed: seed, scenario: .stormy(defect), defect: defect)
  }
}

extension Scenario {
  /// Messages lost, doubled, held back and overtaken, and servers that crash and restart, all within a few hundred
  /// steps.
  public static func stormy(servers: Int) -> Scenario {
    var scenario = Scenario()
    scenario.servers = servers
    scenario.events = 2_000
    scenario.duration = 60_000_000
    (scenario.loss, scenario.duplication, scenario.reorder) = (50_000, 50_000, 100_000)
    (scenario.crashInterval, scenario.downtime) = (400_000, 100_000)
    (scenario.partitionInterval, scenario.partitionDuration) = (600_000, 200_000)
    return scenario
  }

  /// The same, with what `defect` needs.
  public static func stormy(_ defect: Defect) -> Scenario {
    var scenario = stormy(servers: 3)
    defect.prepare(&scenario)
    return scenario
  }
}

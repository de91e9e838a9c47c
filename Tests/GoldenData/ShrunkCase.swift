import Simulator
import TraceChecker

/// A planted defect with the run that is shrunk to show it.
public struct ShrunkCase: Sendable, CustomStringConvertible {
  /// The defect.
  public let defect: Defect
  /// Whether the scenario has what the defect needs, beside what the seed draws.
  public let hasNeeds: Bool
  /// The seed of the run.
  public let seed: UInt64
  /// The property that the run violates first.
  public let property: String
  /// The step that violates it.
  public let step: Int

  /// What tests call it.
  public var description: String { defect.name }

  /// The defects with a case: all but those that violate `NoTrap`, because the command that searches would end.
  public static let defects = Defect.all.filter { !$0.breaks.contains(NoTrap.name) }

  /// The cases of the file.
  public static let lines: GoldenFile.Lines<ShrunkCase> = file.read { words in
    guard words.count == 5, let defect = Defect.named(words[0]), ["with", "without"].contains(words[1]),
      let seed = UInt64(words[2]), let step = Int(words[4])
    else { return nil }
    return ShrunkCase(
      defect: defect, hasNeeds: words[1] == "with", seed: seed, property: words[3], step: step)
  }

  /// The line of the file.
  public var line: [String] { [defect.name, hasNeeds ? "with" : "without", String(seed), property, String(step)] }

  /// The file.
  public static let file = GoldenFile(
    "shrunk.txt",
    comment: [
      "The run of each defect that was shrunk to the file in traces/shrunk: the first that fails of the first \(searched)",
      "seeds without what the defect needs, or else the first with it; what it violates first, and at which step.",
      "Rewritten by 'swift run -c release golden shrunk'.",
      "DEFECT with|without SEED PROPERTY STEP",
    ])

  /// How many seeds are searched for a run without what the defect needs.
  public static let searched = 20_000

  /// The run.
  public var plan: RunPlan { Self.plan(defect, seed, hasNeeds: hasNeeds) }

  /// The run of a seed in the default campaign.
  public static func plan(_ defect: Defect, _ seed: UInt64, hasNeeds: Bool) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    if hasNeeds { defect.prepare(&scenario) }
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
  }

  /// Whether the run still violates the property at the step.
  public var isValid: Bool {
    let violation = plan.run().violations.first
    return violation?.invariant == property && violation?.step == step
  }

  /// Searches for the first run of a defect that fails.
  /// - Parameters:
  ///   - defect: the defect.
  ///   - limit: the last seed with what the defect needs.
  ///   - jobs: the number of threads.
  public static func first(of defect: Defect, limit: Int, jobs: Int) -> ShrunkCase? {
    let hasNeeds = defect.needs.isEmpty ? [false] : [false, true]
    return hasNeeds.lazy.compactMap { hasNeeds -> ShrunkCase? in
      let runs = hasNeeds || defect.needs.isEmpty ? limit : searched
      let summary = Campaign(firstSeed: 1, runs: runs, jobs: jobs).run { plan(defect, $0, hasNeeds: hasNeeds) }
      guard let failure = summary.failures.first else { return nil }
      return ShrunkCase(
        defect: defect, hasNeeds: hasNeeds, seed: failure.plan.seed, property: failure.violations[0].invariant,
        step: failure.violations[0].step)
    }.first
  }
}

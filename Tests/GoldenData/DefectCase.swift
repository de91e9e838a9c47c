import Simulator
import TraceChecker

/// A defect and an invariant that it breaks, with the first seed that shows it: a debug build has no time to search
/// thousands.
public struct DefectCase: Sendable, CustomStringConvertible {
  /// The defect.
  public let defect: Defect
  /// The name of the invariant.
  public let invariant: String
  /// The first seed, from 1 on, that shows it; in the file only.
  public let seed: UInt64

  /// What tests call it.
  public var description: String { "\(defect.name) breaks \(invariant)" }

  /// Every defect with every invariant that it is said to break, but for those that end the process by a trap.
  public static let claimed = Defect.all.filter { !$0.breaks.contains(NoTrap.name) }.flatMap { defect in
    defect.breaks.map { DefectCase(defect: defect, invariant: $0, seed: 0) }
  }

  /// The cases of the file.
  public static let lines: GoldenFile.Lines<DefectCase> = file.read { words in
    guard words.count == 5, let defect = Defect.named(words[0]), let seed = UInt64(words[2]) else { return nil }
    return DefectCase(defect: defect, invariant: words[1], seed: seed)
  }

  /// The file.
  public static let file = GoldenFile(
    "defects.txt",
    comment: [
      "The first seed that shows each defect to each invariant that it breaks, the step of the run that breaks it, and",
      "how many events all seeds up to it took: raftsim fuzz --seed 1 --runs 100000 --defect DEFECT --only INVARIANT.",
      "Rewritten by 'swift run -c release golden defects'.",
      "DEFECT INVARIANT SEED STEP EVENTS",
    ])

  /// The run of a seed: the scenario that it draws, with what the defect needs.
  public func plan(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    defect.prepare(&scenario)
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
  }

  /// A campaign that checks the invariant alone.
  public func campaign(firstSeed: UInt64, runs: Int, jobs: Int) -> CampaignSummary {
    var campaign = Campaign(firstSeed: firstSeed, runs: runs, jobs: jobs)
    campaign.checks = Checker.only(invariant)
    return campaign.run(plan: plan)
  }
}

extension Checker {
  /// The invariant of this name alone; an unknown name ends the process, since nothing would be checked.
  public static func only(_ name: String) -> [any Check] {
    let invariants = allChecks.filter { type(of: $0).name == name }
    precondition(invariants.count == 1, "no invariant is called '\(name)'")
    return invariants
  }

  /// Whether the events of a trace can show that an invariant is broken.
  public static func isShownByTraces(_ name: String) -> Bool {
    only(name).allSatisfy { type(of: $0).notInTraces == nil }
  }
}

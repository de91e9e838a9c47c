import Simulator

/// Why a run file cannot be run, in one line.
public struct RunFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What it has that is not there.
  public let description: String

  init(_ description: String) { self.description = description }
}

extension RunFile {
  /// The plan of the run.
  /// - Parameter core: the core of the program. It must have the name that the file has.
  /// - Throws: an error if the core, the state machine or the defect of the file is not there.
  public func plan(core: CoreType) throws(RunFileError) -> RunPlan {
    guard core.name == self.core else {
      throw RunFileError(
        "\"core\" is \"\(self.core)\", and this program has \"\(core.name)\", so the seed gives a different run")
    }
    var plan = RunPlan(seed: seed, scenario: scenario, defect: try plantedDefect(core))
    guard plan.machineName == machine else {
      throw RunFileError(
        "\"machine\" is \"\(machine)\", and \"scenario\" names \"\(plan.machineName)\", so the seed gives a different run"
      )
    }
    plan.core = core
    plan.overrides = overrides
    return plan
  }

  /// The plan of the run, with the core, the state machine and the defect of `plan`; `nil` if these have other names
  /// than those of the file.
  public func plan(like plan: RunPlan) -> RunPlan? {
    guard plan.core.name == core, plan.machineName == machine, plan.defect?.name == defect else { return nil }
    var plan = plan
    plan.seed = seed
    plan.scenario = scenario
    plan.overrides = overrides
    return plan
  }

  private func plantedDefect(_ core: CoreType) throws(RunFileError) -> Defect? {
    guard let name = defect else { return nil }
    guard let defect = Defect.named(name) else {
      throw RunFileError(
        "\"defect\" is \"\(name)\", which this version does not know; 'raftsim defects' lists those that it does")
    }
    guard core.isRaftCore || defect.isOfHost else {
      throw RunFileError("\"defect\" is \"\(name)\", which changes rules of RaftCore, and \"core\" is \"\(core.name)\"")
    }
    return defect
  }
}

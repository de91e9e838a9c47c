import Simulator
import TraceChecker

/// The faults of a failing run that are needed for its failure: without any one of them, the run does not fail in this
/// way.
public struct NeededFaults: Sendable {
  /// The needed faults: those of the whole run, and then the single ones in the order of time.
  public let faults: [NeededFault]
  /// How many faults could be left out: the run fails in the same way without each of them.
  public let unneeded: Int
  /// The number of runs that were tried.
  public let trials: Int
  /// Why not all faults were tried; `nil` if they were.
  public let end: ShrinkEnd?
}

/// A fault without which a run does not fail.
public struct NeededFault: Sendable {
  /// The kind of fault.
  public let fault: Fault
  /// Which one of its kind; `nil` if it is the kind as a whole, such as slow syncs.
  public let occurrence: FaultOccurrence?
}

extension RunExplainer {
  /// The faults that are needed for the failure; `nil` if the run does not fail as expected.
  public func neededFaults() -> NeededFaults? {
    let runs = GuardedRuns(checks, expected, limits, catchTrap)
    guard let run = FailureRun(plan, runs) else { return nil }
    let occurrences = run.faults()
    let happened = Set(occurrences.compactMap { $0.key.fault?.option })
    let whole = Fault.all.filter { $0.isOn(in: plan.scenario) && !happened.contains($0.option) }
    let candidates =
      whole.map { NeededFault(fault: $0, occurrence: nil) }
      + occurrences.compactMap { occurrence in
        occurrence.key.fault.map { NeededFault(fault: $0, occurrence: occurrence) }
      }
    var trials = runs.trials(limits)
    let areNeeded = trials.all(of: candidates.indices) { index, number in
      runs.failure(of: plan.leavingOut(candidates[index]), trial: number, limit: run.limit) == nil
    }
    let needed = zip(candidates, areNeeded).filter(\.1).map(\.0)
    return NeededFaults(
      faults: needed, unneeded: areNeeded.count - needed.count, trials: trials.count, end: trials.end)
  }
}

extension RunPlan {
  /// The run without a fault.
  fileprivate func leavingOut(_ fault: NeededFault) -> RunPlan {
    var plan = self
    plan.knownTrap = nil
    guard let key = fault.occurrence?.key else {
      fault.fault.parameter.set(0, in: &plan.scenario)
      return plan
    }
    plan.overrides.removeAll { if case .decision(key, _) = $0 { true } else { false } }
    plan.overrides.append(.decision(key, .happens(false)))
    return plan
  }
}

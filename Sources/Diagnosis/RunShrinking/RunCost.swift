import Simulator
import TraceChecker

/// How much there is to understand about a failing run. The run with the lower cost is the smaller one; the parts are
/// compared in this order.
struct RunCost: Comparable {
  /// Twice the number of options that differ from a calm scenario, without servers, clients and duration. A rate of one
  /// in a million counts half: it turns a fault on, and leaves it to overrides when the fault happens.
  let options: Int
  /// The servers and clients.
  let members: Int
  /// The faults that happened.
  let faults: Int
  /// The step of the violation.
  let steps: Int
  /// The overrides, and whether the duration is an unusual one.
  let extras: Int

  /// The cost of a run that ended with `violation`.
  init(_ plan: RunPlan, _ violation: Violation, _ statistics: RunStatistics) {
    let scenario = plan.scenario
    options = CalmOption.differing(in: scenario).reduce(0) { $0 + ($1.isLowestRate(in: scenario) ? 1 : 2) }
    members = scenario.servers + scenario.clients
    faults = Fault.all.filter(\.hasOccurrences).reduce(0) { $0 + $1.count(in: statistics) }
    steps = violation.step
    extras = plan.overrides.count + (scenario.duration == Scenario().duration ? 0 : 1)
  }

  static func < (one: RunCost, other: RunCost) -> Bool {
    (one.options, one.members, one.faults, one.steps, one.extras)
      < (other.options, other.members, other.faults, other.steps, other.extras)
  }
}

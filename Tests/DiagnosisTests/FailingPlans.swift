import Diagnosis
import Simulator
import Testing
import TraceChecker

/// The failing run of a planted defect under a seed, in the scenario that the seed draws.
func failingPlan(
  _ defect: String, _ seed: UInt64, _ change: (inout Scenario) -> Void = { _ in }
) throws -> RunPlan {
  let defect = try #require(Defect.named(defect))
  var scenario = Scenario(swarm: seed)
  for need in defect.needs { need.apply(to: &scenario) }
  change(&scenario)
  return RunPlan(seed: seed, scenario: scenario, defect: defect)
}

/// What a run violates first.
func failure(of plan: RunPlan) throws -> ExpectedFailure { ExpectedFailure(try #require(plan.run().violations.first)) }

/// A run with one server and one client whose retry is applied twice, because the answer to its second command is lost.
/// - Parameter extra: an override that the run has too, and with or without which it fails.
func retriedRun(alsoWith extra: Override? = nil) throws -> RunPlan {
  var scenario = Scenario()
  (scenario.servers, scenario.clients) = (1, 1)
  let loss = DecisionKey(.answerLoss, 0, number: 2, 1)
  for seed in 1...100 as ClosedRange<UInt64> {
    var plan = RunPlan(seed: seed, scenario: scenario, defect: Defect.named("retry-applies-twice"))
    plan.overrides = [.decision(loss, .happens(true)), .end(.step(100))]
    let fails = !plan.run().violations.isEmpty
    if let extra { plan.overrides.insert(extra, at: 0) }
    if fails, !plan.run().violations.isEmpty { return plan }
  }
  return try #require(nil as RunPlan?)
}

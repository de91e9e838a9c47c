import Diagnosis
import Simulator
import Testing
import TraceChecker

@Suite struct NeededFaultsTests {
  private func explainer(_ plan: RunPlan, trials: Int = 100, jobs: Int = 2) throws -> RunExplainer {
    RunExplainer(plan, try failure(of: plan), limits: ShrinkLimits(trials: trials, jobs: jobs))
  }

  @Test func lossWithoutWhichNothingFailsIsNeeded() throws {
    let needed = try #require(try explainer(try retriedRun()).neededFaults())
    #expect(needed.faults.map(\.fault.name) == ["message loss"])
    #expect(needed.unneeded == 0)
    let occurrence = try #require(needed.faults[0].occurrence)
    #expect(occurrence.key.description == "answerLoss c0 2 1")
    #expect(occurrence.client == 0)
    #expect(occurrence.step > 0)
  }

  @Test func faultThatMayBeLeftOutIsNotNeeded() throws {
    let first = DecisionKey(.clientLoss, 0, number: 1, 1)
    let plan = try retriedRun(alsoWith: .decision(first, .happens(true)))
    let needed = try #require(try explainer(plan).neededFaults())
    #expect(needed.faults.map { $0.occurrence?.key.description } == ["answerLoss c0 2 1"])
    #expect(needed.unneeded == 1)
  }

  @Test func runPassesWithoutANeededFault() throws {
    let plan = try retriedRun()
    let needed = try #require(try explainer(plan).neededFaults())
    let key = try #require(needed.faults.first?.occurrence?.key)
    var without = plan
    without.overrides.removeAll { $0 == .decision(key, .happens(true)) }
    #expect(!plan.run().violations.isEmpty)
    #expect(without.run().violations.isEmpty)
  }

  @Test func crashHasItsServerAndStep() throws {
    var scenario = Scenario()
    scenario.crashInterval = 314_577
    let plan = RunPlan(seed: 1, scenario: scenario, defect: Defect.named("vote-any-log"))
    var events: [TraceEvent] = []
    _ = plan.run(record: { events.append($0) })
    let crashes = try #require(try explainer(plan).neededFaults()).faults.filter { $0.fault.name == "crashes" }
    #expect(!crashes.isEmpty)
    for needed in crashes {
      let occurrence = try #require(needed.occurrence)
      let event = try #require(events.first { $0.sequence == occurrence.step && !$0.action.isNote })
      #expect(event.action == .crash)
      #expect(event.server == occurrence.server)
    }
  }

  @Test func trialsAreLimited() throws {
    let plan = try failingPlan("checksum-unverified", 1)
    let needed = try #require(try explainer(plan, trials: 2).neededFaults())
    #expect(needed.trials == 2)
    #expect(needed.end == .trials)
    #expect(needed.faults.count + needed.unneeded == 2)
  }
}

@Suite struct PointOfNoReturnTests {
  private func point(_ plan: RunPlan, trials: Int = 300, jobs: Int = 2) throws -> PointOfNoReturn? {
    RunExplainer(plan, try failure(of: plan), limits: ShrinkLimits(trials: trials, jobs: jobs))
      .pointOfNoReturn(runsPerStep: 5)
  }

  @Test func lossOfTheAnswerMakesTheFailureInevitable() throws {
    let plan = try retriedRun()
    let point = try #require(try point(plan))
    let violation = try #require(plan.run().violations.first)
    #expect(point.step > 0 && point.step <= violation.step)
    #expect(point.before.failures < point.before.runs)
    #expect(point.after.failures == point.after.runs)
    #expect(point.end == nil)
  }

  @Test func nearestPassingRunDiffersWhereItIsSaidTo() throws {
    let plan = try retriedRun()
    let pass = try #require(try point(plan)?.nearestPass)
    #expect(pass.plan.run().violations.isEmpty)
    let runs = [plan, pass.plan].map { plan in
      var events: [TraceEvent] = []
      _ = plan.run(record: { if !$0.action.isNote { events.append($0) } })
      return events
    }
    #expect(runs[0].prefix(pass.step - 1) == runs[1].prefix(pass.step - 1))
    #expect(pass.failing == runs[0][pass.step - 1])
    #expect(pass.passing != pass.failing)
  }

  @Test func resultDoesNotDependOnTheNumberOfThreads() throws {
    let plan = try retriedRun()
    let points = try [1, 3].map { try #require(try point(plan, jobs: $0)) }
    #expect(points[0].step == points[1].step)
    #expect(points[0].before == points[1].before)
    #expect(points[0].after == points[1].after)
    #expect(points[0].trials == points[1].trials)
    #expect(points[0].nearestPass?.plan.overrides == points[1].nearestPass?.plan.overrides)
  }

  @Test func defectThatFailsUnderEverySeedHasNoPointOfNoReturn() throws {
    let plan = RunPlan(seed: 1, scenario: Scenario(), defect: Defect.named("vote-self-unrecorded"))
    let point = try #require(try point(plan))
    #expect(point.step == 0)
    #expect(point.before.failures == point.before.runs)
    #expect(point.nearestPass == nil)
  }

  @Test func searchThatMayTryTooLittleHasNoResult() throws {
    let point = try point(try retriedRun(), trials: 3)
    #expect(point == nil)
  }
}

import GoldenData
import Simulator
import Testing
import TraceChecker

@testable import Diagnosis

@Suite struct ScheduleShrinkerTests {
  /// A run that violates a property, of the first seeds of a defect.
  private func failure(_ defect: String) throws -> RunResult {
    let defect = try #require(Defect.named(defect))
    let results = (1...100 as ClosedRange<UInt64>).lazy.map { seed in
      var scenario = Scenario(swarm: seed)
      for need in defect.needs { need.apply(to: &scenario) }
      return RunPlan(seed: seed, scenario: scenario, defect: defect).run()
    }
    return try #require(results.first { !$0.violations.isEmpty })
  }

  private func shrink(_ failure: RunResult, jobs: Int) throws -> ShrunkSchedule {
    let expected = ExpectedFailure(failure.violations[0])
    let schedule = Schedule(recording: failure.plan)
    return try #require(
      ScheduleShrinker(expected).shrink(schedule, ShrinkLimits(trials: 100_000, jobs: jobs)))
  }

  @Test(arguments: ["vote-self-unrecorded", "vote-stale-grant", "vote-count-duplicates", "match-assigned"])
  func noActionOfSmallestScheduleCanBeLeftOut(defect: String) throws {
    let failure = try failure(defect)
    let expected = ExpectedFailure(failure.violations[0])
    let shrunk = try shrink(failure, jobs: 2)
    #expect(shrunk.end == nil)
    #expect(shrunk.steps < failure.violations[0].step / 2)
    let result = shrunk.schedule.play()
    #expect(expected.first(in: result.violations) != nil)
    #expect(result.obstacle == nil)
    let linked = LinkedSchedule(shrunk.schedule)
    #expect(linked.count == shrunk.steps)
    for position in linked.actions.indices {
      var actions = linked.actions
      actions.remove(at: position)
      let violations = linked.with(actions).play(checks: Checker.allChecks).violations
      #expect(expected.first(in: violations) == nil, "action \(position) can be left out")
    }
  }

  @Test func smallestScheduleDoesNotDependOnThreads() throws {
    let failure = try failure("vote-stale-grant")
    let (one, many) = (try shrink(failure, jobs: 1), try shrink(failure, jobs: 5))
    #expect(one.schedule.actions == many.schedule.actions)
    #expect(one.trials == many.trials)
  }

  @Test func serversThatTakeNoPartAreLeftOut() throws {
    let failure = try failure("vote-count-duplicates")
    #expect(failure.plan.scenario.servers == 5)
    #expect(try shrink(failure, jobs: 2).schedule.configuration.servers < 5)
  }

  @Test func scheduleOfCorrectServersIsNotShrunk() throws {
    let failure = try failure("vote-stale-grant")
    var schedule = Schedule(recording: failure.plan)
    schedule.defect = nil
    let expected = ExpectedFailure(failure.violations[0])
    #expect(ScheduleShrinker(expected).shrink(schedule, ShrinkLimits(trials: 100)) == nil)
  }

  @Test func endOfTrialsIsReported() throws {
    let failure = try failure("vote-stale-grant")
    let expected = ExpectedFailure(failure.violations[0])
    let shrunk = try #require(
      ScheduleShrinker(expected).shrink(Schedule(recording: failure.plan), ShrinkLimits(trials: 5)))
    #expect(shrunk.end == .trials)
    #expect(shrunk.trials == 5)
    #expect(expected.first(in: shrunk.schedule.play().violations) != nil)
  }
}

@Suite struct CombinationsTests {
  @Test(arguments: [(1, 4), (2, 5), (3, 6), (3, 2)])
  func eachCombinationOccursOnce(size: Int, total: Int) {
    let combinations = Combinations(of: size, from: total)
    let all = (0..<combinations.count).map { combinations[$0].sorted() }
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.count == size && Set($0).count == size && $0.allSatisfy((0..<total).contains) })
    #expect(all.count == (0..<size).reduce(1) { $0 * max(0, total - $1) / ($1 + 1) })
  }
}

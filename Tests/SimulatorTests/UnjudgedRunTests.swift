import Testing
import TraceChecker

@testable import Simulator

@Suite("The oracle only watches")
struct UnjudgedRunTests {
  /// A scenario with slow disks that a seed draws, and with crashes that leave restarts something to find.
  private static func plan(_ seed: UInt64) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    (scenario.diskFaults.syncTime, scenario.crashInterval) = (4_000, 800_000)
    return RunPlan(seed: seed, scenario: scenario)
  }

  @Test("a run has the same events with and without checks", arguments: UInt64(1)...12)
  func sameEvents(_ seed: UInt64) {
    let plan = Self.plan(seed)
    var (judged, unjudged) = (TraceDigest(), TraceDigest())
    var orders = [DurableOrder](repeating: DurableOrder(plan.traceHeader(violates: nil)), count: 2)
    let result = plan.run { event in orders[0].take(event) { judged.absorb($0) } }
    let statistics = plan.runUnjudged { event in orders[1].take(event) { unjudged.absorb($0) } }
    #expect(result.violations.isEmpty)
    #expect(result.digest == judged)
    #expect(unjudged == judged)
    var known = result.statistics
    known.inconclusive = 0
    #expect(statistics == known)
  }

  /// Counts the events that it sees.
  private struct Counter: EventObserver {
    var events = 0
    mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: borrowing History) {
      events += 1
    }
  }

  @Test("an observer of a run sees every step, and changes nothing", arguments: UInt64(1)...3)
  func observer(_ seed: UInt64) throws {
    let plan = Self.plan(seed)
    let observed = plan.run(observers: [Counter()])
    #expect(observed.digest == plan.run().digest)
    #expect(try #require(observed.observers.first as? Counter).events == observed.statistics.steps)
  }

  @Test("such runs hold steps back, restart servers and recover")
  func isNotVacuous() {
    var sum = RunStatistics()
    for seed in UInt64(1)...12 { sum.add(Self.plan(seed).runUnjudged()) }
    #expect(sum.disk.stepsHeld > 1000)
    #expect(sum.restarts > 20)
    #expect(sum.progress.recovered > 6)
    #expect(sum.commits > 0)
  }
}

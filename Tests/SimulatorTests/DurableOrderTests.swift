import TestTier
import Testing
import TraceChecker

@testable import Simulator

@Suite("The order of a run with slow disks, taken and durable") struct DurableOrderTests {
  private static func plan(_ seed: UInt64, _ defect: String? = nil) -> RunPlan {
    var scenario = Scenario(swarm: seed)
    (scenario.diskFaults.syncTime, scenario.crashInterval) = (10_000, 500_000)
    (scenario.diskFaults.tornWrite, scenario.diskFaults.writeError) = (300_000, 10_000)
    let defect = defect.flatMap(Defect.named)
    defect?.prepare(&scenario)
    return RunPlan(seed: seed, scenario: scenario, defect: defect)
  }

  /// A run, and its trace as a file.
  private static func recorded(_ plan: RunPlan) -> (result: RunResult, trace: [UInt8]) {
    var writer = TraceWriter(header: plan.traceHeader(violates: nil))
    let result = plan.run(record: { writer.write($0) })
    return (result, writer.takeBytes())
  }

  /// What the file comes to in the durable order.
  private struct Judgment {
    var digest = TraceDigest()
    var checker: Checker
    var taken: [Int] = []
    var syncs = 0

    init(_ trace: [UInt8]) throws {
      var reader = try TraceReader(bytes: trace, name: "run")
      checker = Checker(servers: reader.header.servers, checks: Checker.allChecks, recordsSent: true)
      #expect(reader.header.recordsSyncs)
      var (event, order) = (TraceEvent(), DurableOrder(reader.header))
      while try reader.next(into: &event) {
        if event.action == .sync { syncs += 1 }
        if !event.action.isNote { taken.append(event.sequence) }
        order.take(event) { durable in
          guard checker.violations.isEmpty else { return }
          digest.absorb(durable)
          checker.observe(durable)
        }
      }
      checker.conclude()
    }
  }

  @Test("the file of a run has the steps as they were taken, and comes to the same run", arguments: UInt64(1)...24)
  func sameRun(_ seed: UInt64) throws {
    let (result, trace) = Self.recorded(Self.plan(seed))
    #expect(result.violations.isEmpty)
    let judgment = try Judgment(trace)
    #expect(judgment.checker.violations.isEmpty)
    #expect(judgment.digest == result.digest)
    #expect(judgment.taken == Array(1...judgment.taken.count))
    #expect(result.statistics.steps == judgment.taken.count)
    #expect(judgment.syncs > 0)
  }

  @Test("the runs hold steps back, cut them short and keep some of them")
  func isNotVacuous() {
    var sum = RunStatistics()
    for seed in UInt64(1)...24 { sum.add(Self.plan(seed).runUnjudged()) }
    #expect(sum.disk.stepsHeld > 2_000 && sum.disk.stepsUndone > 50)
    #expect(sum.disk.writesKept > 20 && sum.disk.tornWrites > 5 && sum.disk.failedWrites > 5)
  }

  /// What breaks Progress alone breaks nothing at a step of the trace.
  private static let defects = Defect.all.filter { $0.needsDiskFaults && $0.breaks != [Progress.name] }.map(\.name)

  @Test("a defect of disks breaks the same at the same step, live and from the file", arguments: defects)
  func sameVerdict(_ defect: String) throws {
    var found = 0
    for seed in UInt64(1)...60 where found < TestTier.pick(1, thorough: 3) {
      let plan = Self.plan(seed, defect)
      guard let live = plan.run().violations.first, Checker.isShownByTraces(live.invariant) else { continue }
      let judged = try Judgment(Self.recorded(plan).trace).checker.violations
      let first = try #require(judged.first)
      #expect((first.invariant, first.step, first.time) == (live.invariant, live.step, live.time), "seed \(seed)")
      found += 1
    }
    #expect(found > 0)
  }

  @Test("a run without slow disks has no syncs")
  func withoutSlowDisks() {
    var actions: Set<Action> = []
    let plan = RunPlan(seed: 1, scenario: .stormy(servers: 3))
    _ = plan.run(record: { actions.insert($0.action) })
    #expect(!actions.contains(.sync) && actions.contains(.timer))
    #expect(!plan.traceHeader(violates: nil).recordsSyncs)
  }
}

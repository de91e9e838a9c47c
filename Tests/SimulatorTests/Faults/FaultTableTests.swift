import GoldenData
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite("Each kind of fault finds a defect that the same world without it does not")
struct FaultTableTests {
  /// The run of a seed, judged by one invariant.
  private static func run(
    _ known: FaultCase, seed: UInt64, hasFault: Bool = true, hasDefect: Bool = true
  ) -> RunResult {
    known.plan(seed, hasFault: hasFault, hasDefect: hasDefect).run(checks: Checker.only(known.invariant))
  }

  @Test("it is found with the fault, which really happened", arguments: FaultCases.all)
  func isFound(_ known: FaultCase) throws {
    let result = Self.run(known, seed: try #require(known.figures).seed)
    #expect(result.violations.map(\.invariant) == [known.invariant])
    let fault = try #require(Fault.all.first { $0.option == known.fault })
    #expect(fault.isOn(in: result.plan.scenario))
    #expect(fault.count(in: result.statistics) > 0)
  }

  @Test("it is not found without the fault, but for the seeds of the golden data", arguments: FaultCases.all)
  func isNotFound(_ known: FaultCase) throws {
    let figures = try #require(known.figures)
    // A debug build has no time for three hundred.
    for seed in 1...TestTier.pick(1, thorough: 6) as ClosedRange<UInt64> {
      let isFound = !Self.run(known, seed: seed, hasFault: false).violations.isEmpty
      #expect(isFound == figures.without.contains(seed), "seed \(seed)")
    }
  }

  @Test("nothing is found with the fault but without the defect", arguments: FaultCases.all)
  func isCorrect(_ known: FaultCase) throws {
    #expect(Self.run(known, seed: try #require(known.figures).seed, hasDefect: false).violations.isEmpty)
  }

  @Test("there is a case for each kind, but for the one that no server can survive")
  func isComplete() {
    let options = Fault.all.map(\.option)
    #expect(FaultCases.all.map(\.fault).sorted() == options.filter { $0 != "lost-write" }.sorted())
    #expect(Set(options).count == options.count)
    #expect(FaultCase.lines.problems == [])
    #expect(FaultCase.lines.values.map(\.fault).sorted() == FaultCases.all.map(\.fault).sorted())
  }

  @Test("it is the fault that makes the difference, by the golden data", arguments: FaultCases.all)
  func isNeeded(_ known: FaultCase) throws {
    #expect(try #require(known.figures).showsNeed)
  }

  @Test(
    "writes that a disk has promised and lost break what a correct server promised, and the run says whose fault it is")
  func lostWrites() throws {
    let violated = (1...20 as ClosedRange<UInt64>).map { seed in
      var scenario = Scenario()
      (scenario.crashInterval, scenario.diskFaults.lostWrite) = (200_000, 500_000)
      return RunPlan(seed: seed, scenario: scenario).run()
    }.filter { !$0.violations.isEmpty }
    #expect(violated.count > 5)
    #expect(violated.allSatisfy { $0.statistics.beyondAssumptions > 0 })
  }
}

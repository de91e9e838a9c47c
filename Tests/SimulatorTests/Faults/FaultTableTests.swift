import Simulator
import Testing
import TraceChecker

@Suite("Each kind of fault finds a defect that the same world without it does not")
struct FaultTableTests {
  /// The run of a seed, judged by one invariant.
  private static func run(
    _ known: FaultCase, seed: UInt64, hasFault: Bool = true, hasDefect: Bool = true
  ) throws -> RunResult {
    let defect = try #require(Defect.named(known.defect))
    var scenario = Scenario()
    for need in defect.needs { need.apply(to: &scenario) }
    for (name, value) in Array(known.world) + (hasFault ? Array(known.values) : []) {
      try #require(ScenarioParameter.named(name)).set(value, in: &scenario)
    }
    if !hasFault { try #require(ScenarioParameter.named(known.fault)).set(0, in: &scenario) }
    return RunPlan(seed: seed, scenario: scenario, defect: hasDefect ? defect : nil)
      .run(invariants: Checker.allChecks.filter { type(of: $0).name == known.invariant })
  }

  @Test("it is found with the fault, which really happened", arguments: FaultCases.all)
  func isFound(_ known: FaultCase) throws {
    let result = try Self.run(known, seed: known.seed)
    #expect(result.violations.map(\.invariant) == [known.invariant])
    let fault = try #require(Fault.all.first { $0.option == known.fault })
    #expect(fault.isOn(in: result.plan.scenario))
    #expect(fault.count(in: result.statistics) > 0)
  }

  @Test(
    "it is not found without the fault, and nothing with the fault but without the defect", arguments: FaultCases.all)
  func isNotFound(_ known: FaultCase) throws {
    // A debug build has no time for three hundred.
    for seed in 1...6 as ClosedRange<UInt64> {
      #expect(try Self.run(known, seed: seed, hasFault: false).violations.isEmpty)
    }
    #expect(try Self.run(known, seed: known.seed, hasDefect: false).violations.isEmpty)
  }

  @Test("there is a case for each kind, but for the one that no server can survive")
  func isComplete() {
    let options = Fault.all.map(\.option)
    #expect(FaultCases.all.map(\.fault).sorted() == options.filter { $0 != "lost-write" }.sorted())
    #expect(Set(options).count == options.count)
    #expect(FaultCases.all.allSatisfy { $0.without <= 1 })
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

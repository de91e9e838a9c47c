import Testing

@testable import Simulator

@Suite("Scenarios as text")
struct ScenarioTextTests {
  @Test("what a scenario prints reads back as a scenario with the same values, but for those without effect")
  func roundTrip() throws {
    for seed in 1...1000 as ClosedRange<UInt64> {
      let scenario = Scenario(swarm: seed)
      let read = try Scenario(parsing: scenario.description)
      let changed = ScenarioParameter.all.filter { $0.value(in: read) != $0.value(in: scenario) }
      #expect(!changed.contains { scenario.hasEffect($0) }, "seed \(seed): \(changed.map(\.name))")
      #expect(read.machine == scenario.machine && read.description == scenario.description)
    }
    #expect(try Scenario(parsing: Scenario().description) == Scenario())
  }

  @Test("every parameter reads back, at both ends of its range")
  func everyParameter() throws {
    // All faults are on, so that every parameter has an effect.
    var all = Scenario()
    all.servers = 9
    for fault in Fault.all { fault.parameter.set(fault.parameter.range.upperBound, in: &all) }
    for parameter in ScenarioParameter.all {
      for value in [parameter.range.lowerBound, parameter.range.upperBound] {
        var scenario = all
        parameter.set(value, in: &scenario)
        let read = try Scenario(parsing: scenario.description)
        #expect(parameter.value(in: read) == value, "\(parameter.name) \(value)")
      }
    }
  }

  @Test("no two parameters are the same part of a scenario")
  func distinct() {
    let paths = ScenarioParameter.all.map { $0.path as AnyKeyPath }
    #expect(Set(paths).count == paths.count)
  }

  @Test("values can be in any order, and with = too; what the text leaves out is as in the defaults")
  func forms() throws {
    var expected = Scenario()
    (expected.servers, expected.loss, expected.noOp, expected.machine) = (5, 100_000, false, .toDo)
    #expect(try Scenario(parsing: "--machine to-do --no-op=0  --loss 10% --servers 5") == expected)
    expected.servers = 4
    #expect(try Scenario(parsing: "--loss 0.1", defaults: expected) == expected)
  }

  @Test(
    "a text that is no scenario is refused, with what would be right",
    arguments: [
      ("--lost 1", "a scenario has no option '--lost'"), ("--servers", "option '--servers' needs a value"),
      ("servers 3", "'servers' is not an option of a scenario"),
      ("--servers 3 --servers 3", "option '--servers' is given twice"),
      ("--servers 10", "option '--servers' must be a whole number from 1 to 9, not '10'"),
      ("--servers three", "option '--servers' must be a whole number from 1 to 9, not 'three'"),
      ("--no-op 2", "option '--no-op' must be 0 or 1, not '2'"),
      ("--machine queue", "option '--machine' must be key-value or to-do, not 'queue'"),
      ("--defect vote-any-log", "a scenario has no option '--defect'; the defect has a field of its own in a header"),
      ("--defect", "a scenario has no option '--defect'; the defect has a field of its own in a header"),
      ("--", "a scenario has no option '--'"), ("--=", "a scenario has no option '--'"),
    ])
  func damaged(_ text: String, _ message: String) {
    #expect(throws: ScenarioError(message)) { try Scenario(parsing: text) }
  }

  @Test("the error for a value names its unit and its range")
  func units() {
    #expect { try Scenario(parsing: "--latency 5") } throws: {
      "\($0)".contains("'--latency' must be a duration from 0s to 1h, such as 30s or 500ms (units: us, ms, s, m, h)")
    }
    #expect { try Scenario(parsing: "--loss 2") } throws: {
      "\($0)".contains("'--loss' must be a fraction from 0 to 1, such as 0.05 or 5%")
    }
  }
}

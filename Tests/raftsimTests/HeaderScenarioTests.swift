import Testing

@testable import Commands

@Suite("Headers of traces that contradict themselves")
struct HeaderScenarioTests {
  @Test(
    "a scenario with other servers than the header, or with a defect, is an error with its file and line",
    arguments: [
      (#""servers":3,"scenario":"--servers 5""#, "\"servers\" is 3, and \"scenario\" has --servers 5"),
      (#""servers":3,"seed":7,"scenario":"--loss 0.1 --servers 4 --events 99""#, "\"scenario\" has --servers 4"),
      (#""servers":3,"scenario":"--servers 3 --defect vote-any-log""#, "\"scenario\" has --defect vote-any-log"),
      (#""servers":3,"seed":7,"scenario":"--defect=vote-any-log""#, "\"scenario\" has --defect vote-any-log"),
      (#""servers":3,"scenario":"--calm""#, "a scenario has no option '--calm'"),
    ], [[], ["--schedule"]])
  func refused(_ damage: (fields: String, message: String), _ options: [String]) throws {
    let trace = #"{"raftsim":"trace","version":1,"# + damage.fields + "}\n"
    let outcome = try CommandTests.run(["replay", "-"] + options, input: trace)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("-:1: "))
    #expect(outcome.errors.contains(damage.message))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }

  @Test("a scenario without servers has those of the header")
  func servers() throws {
    #expect(try HeaderScenario.parse("--no-op 0", servers: 4).servers == 4)
    #expect(try HeaderScenario.parse("--servers 4", servers: 4).servers == 4)
  }
}

import RaftCore
import Simulator
import TestTier
import Testing
import TraceChecker

@testable import Diagnosis

@Suite struct RunFileTests {
  /// The run of a seed with a planted defect and overrides.
  private static func result(overrides: [Override] = []) -> RunResult {
    let defect = Defect.named("ack-own-last-index")
    var scenario = Scenario(swarm: 1)
    defect?.prepare(&scenario)
    var plan = RunPlan(seed: 1, scenario: scenario, defect: defect)
    plan.overrides = overrides
    return plan.run()
  }

  private static let failing = RunFile(result(), program: "1.2.3")

  private static func decode(_ text: String) throws(TraceError) -> RunFile {
    try RunFile(bytes: Array(text.utf8), file: "a.json")
  }

  /// The error of reading `text`; `nil` if it is a run file.
  private static func problem(_ text: String) -> String? {
    do throws(TraceError) { _ = try decode(text) } catch { return "\(error)" }
    return nil
  }

  @Test func fileKeepsWhatTheRunDependsOn() throws {
    let file = try Self.decode(Self.failing.text)
    #expect(file.text == Self.failing.text)
    #expect(file.defect == "ack-own-last-index" && file.program == "1.2.3" && file.machine == "KeyValueStore")
    let result = try file.plan(core: .raftCore).run()
    #expect(result.digest.value == file.digest)
    #expect(file.failure?.expected.first(in: result.violations)?.step == file.failure?.step)
  }

  @Test func firstLineShowsThatAFileIsARunFile() throws {
    for text in [Self.failing.text, "{\n\"raftsim\":\"run\"", "{ \"raftsim\": \"run\"}", "\t{ \r\n"] {
      #expect(try InputFile(bytes: Array(text.utf8), name: "a").kind == .run, "\(text)")
    }
    for text in ["{}", "{\"raftsim\":\"trace\"}", "{\"type\":\"run\"}"] {
      #expect(try InputFile(bytes: Array(text.utf8), name: "a").kind != .run, "\(text)")
    }
  }

  @Test func fileThatIsTooLongIsAnError() {
    let text = Array(Self.failing.text.utf8)
    let error = #expect(throws: TraceError.self) { try InputFile(bytes: text, name: "a").content(upTo: 100) }
    #expect(error?.description == "a: the file is too long; it may have at most 100 bytes")
  }

  @Test func fileKeepsOverridesAndPassingRuns() throws {
    let overrides: [Override] = [
      .end(.step(40)), try Override(parsing: "loss s0>s1 0000000000000007 2 = happens"),
      .seed(9, from: 1_000_000),
    ]
    let file = RunFile(Self.result(overrides: overrides), program: nil)
    #expect(file.failure == nil && file.overrides == overrides)
    #expect(try Self.decode(file.text) == file)
    #expect(try file.plan(core: .raftCore).run().digest.value == file.digest)
  }

  @Test func overridesKeepValuesOfFaultsThatAreOff() throws {
    var scenario = Scenario()
    scenario.loss = Rate(partsPerMillion: 0)
    var plan = RunPlan(seed: 1, scenario: scenario)
    plan.overrides = [.end(.step(5))]
    for parameter in ScenarioParameter.all {
      parameter.set(parameter.range.upperBound, in: &plan.scenario)
      let file = RunFile(RunResult(of: plan), program: nil)
      #expect(try Self.decode(file.text).scenario == plan.scenario, "\(parameter.name)")
      plan.scenario = scenario
    }
  }

  @Test(arguments: [
    (#""version": 1"#, #""version": 2"#, "a.json:1:32: \"version\" is 2; this program reads version 1"),
    (#""raftsim": "run""#, #""raftsim": "trace""#, "a.json:1:14: \"raftsim\" is \"trace\"; it must be \"run\""),
    (
      #""seed": 1"#, #""seed": -1"#,
      "a.json:6:11: \"seed\" is -1; it must be a whole number from 0 to 18446744073709551615"
    ),
    (#""seed": 1"#, #""seed": "1""#, "a.json:6:11: \"seed\" is \"1\"; it must be a whole number"),
    (#""core": "RaftCore""#, #""core": null"#, "a.json:3:11: \"core\" is null; it must be a string"),
    (#""seed": 1"#, #""seed": 1, "seed": 1"#, "a.json:6:14: \"seed\" occurs twice; it must occur once"),
    (
      #""seed": 1"#, #""sed": 1"#,
      "a.json:6:3: a run file has the unknown member \"sed\"; it may only have \"raftsim\","
    ),
    ("  \"seed\": 1,\n", "", "a.json:10:2: \"seed\" is missing; a run file must have \"raftsim\","),
    (
      #""scenario": ""#, #""scenario": "--wind 3 "#,
      "a.json:7:15: \"scenario\" cannot be used: a scenario has no option '--wind'"
    ),
    (#""overrides": []"#, #""overrides": ["loss s0"]"#, "a.json:8:17: the override \"loss s0\" cannot be read: "),
    (#""overrides": []"#, #""overrides": {}"#, "a.json:8:16: unexpected { at column 16; '[' must be there"),
    (#""fingerprint": ""#, #""fingerprint": "0"#, "; it must be 16 hexadecimal digits"),
    (#""step": "#, #""step": 9999999999999999"#, "; it must be a whole number from 0 to 281474976710656"),
    (#""property": "Conformance", "#, "", "\"property\" is missing; \"failure\" must have \"property\","),
    ("\n}\n", "\n} }\n", "a.json:11:3: something follows the object; the file must be one object"),
  ])
  func damagedFileHasOneClearLine(_ old: String, _ new: String, _ message: String) throws {
    let text = Self.failing.text
    let range = try #require(text.firstRange(of: old), "\(text)")
    let problem = try #require(Self.problem(text.replacingCharacters(in: range, with: new)))
    #expect(problem.contains(message), "\(problem)")
    #expect(!problem.contains("\n"))
  }

  @Test func truncatedFileIsAnErrorWhereverItEnds() {
    let text = Self.failing.text.dropLast(2)
    for length in stride(from: 0, to: text.count, by: TestTier.pick(11, thorough: 1)) {
      let start = text.prefix(length)
      let problem = Self.problem(String(start))
      #expect(problem?.contains("the file ends here") ?? false, "\(problem ?? "none") at \(start.suffix(20))")
    }
  }

  @Test func changedBytesAreReadOrRejectedInOneLine() {
    let bytes = Array(Self.failing.text.utf8)
    for position in stride(from: 0, to: bytes.count, by: TestTier.pick(13, thorough: 1)) {
      for byte: UInt8 in [0, 0x22, 0x2C, 0x7B, 0xFF, 0x39] {
        var changed = bytes
        changed[position] = byte
        do throws(TraceError) { _ = try RunFile(bytes: changed, file: "a.json") } catch {
          #expect(!"\(error)".contains("\n"))
        }
      }
    }
  }

  @Test func partsThatAreNotThereAreNamed() {
    func problem(_ change: (inout RunFile) -> Void) -> String? {
      var file = Self.failing
      change(&file)
      do throws(RunFileError) { _ = try file.plan(core: .raftCore) } catch { return "\(error)" }
      return nil
    }
    #expect(problem { _ in } == nil)
    #expect(
      problem { $0.core = "Other" }?.hasPrefix("\"core\" is \"Other\", and this program has \"RaftCore\"") == true)
    #expect(problem { $0.machine = "Other" }?.hasPrefix("\"machine\" is \"Other\", and \"scenario\" names") == true)
    #expect(
      problem { $0.defect = "other" }?.hasPrefix("\"defect\" is \"other\", which this version does not know") == true)
  }

  @Test func fingerprintOfAnotherVersionIsNotCompared() {
    var file = Self.failing
    file.failure?.fingerprint ^= 1
    #expect(file.failure?.expected.first(in: Self.result().violations) == nil)
    file.failure?.fingerprintVersion += 1
    #expect(file.failure?.expected.first(in: Self.result().violations) != nil)
  }
}

extension RunResult {
  /// The result of a plan.
  fileprivate init(of plan: RunPlan) { self = plan.run() }
}

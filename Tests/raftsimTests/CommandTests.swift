import Foundation
import TestTier
import Testing

@Suite("The program, from outside")
struct CommandTests {
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The program of the build under test: it lies beside the tests, and is as new as they are.
  static let program: URL = {
    let tests = Bundle.main.executableURL ?? package
    return tests.deletingLastPathComponent().appending(path: "raftsim")
  }()

  static func raftsim(_ arguments: String..., at program: URL = program, input: String? = nil) throws -> Outcome {
    try run(arguments, at: program, input: input)
  }

  static func run(_ arguments: [String], at program: URL = program, input: String? = nil) throws -> Outcome {
    let source = temporary()
    try Data((input ?? "").utf8).write(to: source)
    defer { try? FileManager.default.removeItem(at: source) }
    return try run(arguments, at: program, input: FileHandle(forReadingFrom: source))
  }

  /// - Parameter act: what is done to the process while it runs.
  static func run(
    _ arguments: [String], at program: URL = program, input: FileHandle, while act: (Process) throws -> Void = { _ in }
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = program
    process.arguments = arguments
    process.currentDirectoryURL = package
    let (output, errors) = (temporary(), temporary())
    for file in [output, errors] { try Data().write(to: file) }
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    process.standardInput = input
    try process.run()
    try act(process)
    process.waitUntilExit()
    defer { for file in [output, errors] { try? FileManager.default.removeItem(at: file) } }
    return Outcome(
      status: process.terminationStatus, output: try String(contentsOf: output, encoding: .utf8),
      errors: try String(contentsOf: errors, encoding: .utf8))
  }

  static func temporary() -> URL {
    FileManager.default.temporaryDirectory.appending(path: "raftsim-test-\(UUID().uuidString)")
  }

  static func json(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("a campaign that finds nothing ends with 0 and says what it exercised")
  func passes() throws {
    let outcome = try Self.raftsim("fuzz", "--seed", "1", "--runs", "60")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no violation"))
    for word in [
      "elections won", "entries committed", "recovered after the faults", "message loss", "message duplication",
      "reordering", "crashes", "partitions",
    ] {
      #expect(outcome.output.contains(word))
    }
  }

  @Test("a campaign that finds a violation ends with 1, and its last line of the failure reproduces it")
  func fails() throws {
    let outcome = try Self.raftsim("fuzz", "--seed", "1", "--no-shrink", "--defect", "vote-index-beyond-commit")
    #expect(outcome.status == 1)
    let violation = try #require(outcome.output.firstMatch(of: /VIOLATION  \w+/)).output
    let line = try #require(outcome.output.split(separator: "\n").first { $0.contains("replay:") })
    let command = try #require(line.firstRange(of: "raftsim replay ")).upperBound
    let arguments = line[command...].split(separator: " ").map(String.init)
    let again = try Self.raftsim("replay", arguments[0], arguments[1], arguments[2])
    #expect(again.status == 1)
    #expect(again.output.contains(violation))
  }

  @Test("the command that reproduces a failure has the program as it was called")
  func ownName() throws {
    let folder = Self.temporary()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let other = folder.appending(path: "other-raft")
    try FileManager.default.createSymbolicLink(at: other, withDestinationURL: Self.program)
    let defect = ["--defect", "vote-index-beyond-commit"]
    let campaign = try Self.run(["fuzz", "--seed", "1", "--no-shrink"] + defect, at: other)
    #expect(campaign.output.contains("replay:  \(other.path) replay "))
    let search = try Self.run(["explore", "--max-term", "2", "--max-log", "1", "--no-trace"] + defect, at: other)
    #expect(search.output.contains("then \(other.path) replay FILE"))
  }

  @Test("single checks can be left out, or asked for, and what cannot be judged is reported")
  func chosenChecks() throws {
    let defect = ["fuzz", "--seed", "1", "--runs", "500", "--no-shrink", "--defect", "ack-own-last-index"]
    #expect(try Self.run(defect).output.contains("VIOLATION  Conformance"))
    let without = try Self.run(defect + ["--except", "Conformance"])
    #expect(without.output.contains("VIOLATION") && !without.output.contains("VIOLATION  Conformance"))
    #expect(without.output.contains("--except Conformance"), "the line that runs it again")
    let silent = try String(
      contentsOf: Self.package.appending(path: "traces/correct/one-server.ndjson"), encoding: .utf8
    ).replacingOccurrences(of: ",\"sent\":true", with: "")
    let check = try Self.raftsim("check", "-", input: silent)
    #expect(check.status == 0)
    #expect(check.output.contains("Conformance not checked"))
    #expect(try Self.raftsim("check", "-", "--only", "Conformance", input: silent).status == 64)
    #expect(try Self.raftsim("check", "-", "--only", "VoteOnce", "--except", "VoteOnce", input: silent).status == 64)
  }

  @Test("results can be read by programs")
  func formats() throws {
    let outcome = try Self.raftsim("fuzz", "--seed", "1", "--runs", "40", "--format", "json")
    let result = try Self.json(outcome.output)
    #expect(result["runs"] as? Int == 40)
    #expect(result["result"] as? String == "passed")
    #expect((result["statistics"] as? [String: Any])?["elections"] as? Int ?? 0 > 0)
    let replay = try Self.json(try Self.raftsim("replay", "5", "--format", "json").output)
    #expect(replay["seed"] as? Int == 5)
    let check = try Self.json(
      try Self.raftsim("check", "traces/correct/three-servers.ndjson", "--format", "json").output)
    #expect(check["result"] as? String == "passed")
  }

  @Test("two processes give the same digests")
  func processes() throws {
    let runs = "\(TestTier.pick(20, thorough: 40))"
    let digests = try (0..<2).map { jobs in
      try Self.json(
        Self.raftsim("fuzz", "--seed", "77", "--runs", runs, "--jobs", "\(1 + 3 * jobs)", "--format", "json").output)[
          "digest"]
        as? String
    }
    #expect(digests[0] != nil)
    #expect(digests[0] == digests[1])
  }

  @Test("a campaign in which a fault that was asked for never happens is inconclusive")
  func vacuous() throws {
    let outcome = try Self.raftsim("fuzz", "--seed", "1", "--runs", "5", "--crash-interval", "1h")
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("--crash-interval"))
  }

  @Test(
    "a replay in which nothing was judged is inconclusive, and says why",
    arguments: [
      (["replay", "1", "--calm", "--events", "3"], "no leader was ever elected"),
      (["replay", "17"], "nothing was ever committed"),
      (["replay", "1", "--election-spread", "1ms", "--only", "Progress"], "no recovery was required"),
      (
        ["fuzz", "--seed", "1", "--runs", "1", "--election-spread", "1ms", "--only", "Progress"],
        "no recovery was required"
      ),
      (["check", "traces/defects/ack-before-sync.ndjson", "--only", "Linearizability"], "no answer to a client"),
    ])
  func nothingJudged(_ arguments: [String], _ reason: String) throws {
    let outcome = try Self.run(arguments)
    #expect(
      outcome.status == 2 && outcome.output.contains("inconclusive") && outcome.output.contains(reason), "\(outcome)")
  }

  @Test("a fault that cannot happen in so small a cluster does not make a campaign inconclusive")
  func inapplicable() throws {
    let outcome = try Self.raftsim("fuzz", "--seed", "1", "--runs", "100", "--servers", "1")
    #expect(outcome.status == 0)
  }

  @Test("a recorded run can be checked, and run again step for step")
  func records() throws {
    let file = Self.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try Self.raftsim("replay", "12", "--trace", file.path).status == 0)
    #expect(try Self.raftsim("check", file.path).status == 0)
    let again = try Self.raftsim("replay", file.path)
    #expect(again.status == 0)
    #expect(again.output.contains("passed, as recorded"))
    #expect(try Self.raftsim("replay", "12").output.hasSuffix("passed\n"), "a seed has no recording")
    let text = try String(contentsOf: file, encoding: .utf8)
    let standard = try Self.raftsim("check", "-", input: text)
    #expect(standard.status == 0)
  }

  @Test("a recorded violation is violated as recorded, and distinguished from one of another invariant")
  func recordedViolation() throws {
    let recording = try String(
      contentsOf: Self.package.appending(path: "traces/defects/quorum-of-even-cluster.ndjson"), encoding: .utf8)
    let same = try Self.raftsim("replay", "-", input: recording)
    #expect(same.status == 1)
    #expect(same.output.contains("violated, as recorded"))
    let other = recording.replacingOccurrences(
      of: "\"violates\":\"CommittedOnMajority\"", with: "\"violates\":\"VoteOnce\"")
    #expect(try Self.raftsim("replay", "-", input: other).output.contains("where the recorded run violated VoteOnce"))
  }

  @Test(
    "what cannot be understood is named in one line, with what would be right, and ends with 64",
    arguments: [
      (["fuzz", "--sed", "1"], "--seed"), (["fuzz", "--runs", "-1"], "--runs"), (["fuzz", "--runs", "x"], "--runs"),
      (["fuzz", "--loss", "1.5"], "--loss"), (["fuzz", "--latency", "5"], "--latency"),
      (["fuzz", "--servers", "10"], "9"), (["fuzz", "--defect", "vote-any-lag"], "vote-any-log"),
      (["fuzz", "--only", "ElectionSavety"], "ElectionSafety"), (["fuz"], "fuzz"), (["replay"], "SEED"),
      (["replay", "missing.ndjson"], "missing.ndjson"), (["replay", "18446744073709551616"], "18446744073709551616"),
      (["check"], "FILE"), (["check", "missing.ndjson"], "missing.ndjson"), (["check", "/"], "/"),
      (["replay", "traces/correct/three-servers.ndjson", "--loss", "0.1"], "--loss"),
      (["bench", "--events", "1"], "--events"),
    ])
  func usage(_ arguments: [String], _ word: String) throws {
    let process = try Self.run(arguments)
    #expect(process.status == 64)
    #expect(process.errors.contains(word))
    #expect(process.errors.split(separator: "\n").count == 1)
    #expect(process.output.isEmpty)
  }

  @Test(
    "every command has help with examples",
    arguments: ["fuzz", "replay", "check", "explore", "bench", "faults", "defects", "invariants"])
  func help(_ command: String) throws {
    let outcome = try Self.raftsim(command, "--help")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("raftsim \(command)"))
    #expect(outcome.output.lowercased().contains("example"))
  }
}

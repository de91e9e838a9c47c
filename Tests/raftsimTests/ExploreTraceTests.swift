import Foundation
import Testing

@Suite("Traces of raftsim explore, from outside")
struct ExploreTraceTests {
  /// Explores, and gives the file that was written.
  private func explored(_ arguments: [String], _ body: (_ file: String) throws -> Void) throws {
    let file = CommandTests.temporary()
    defer { try? FileManager.default.removeItem(at: file) }
    let outcome = try CommandTests.run(["explore"] + arguments + ["--trace", file.path])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("/raftsim replay \(file.path)\n"))
    try body(file.path)
  }

  @Test(
    "a counterexample is violated as recorded, and checkable",
    arguments: [
      (["--servers", "2", "--max-term", "1", "--defect", "commit-index-falls"], "CommitIndexMonotone"),
      (["--servers", "4", "--defect", "quorum-of-even-cluster", "--partial-order"], "Conformance"),
      (
        ["--servers", "2", "--max-log", "2", "--network", "bag", "--max-messages", "4", "--defect", "match-assigned"],
        "MatchIndexMonotone"
      ),
      (["--servers", "2", "--max-term", "1", "--defect", "vote-any-log", "--symmetry"], "Conformance"),
      // What breaks before is not asked for: the trace continues to what is.
      (["--servers", "2", "--defect", "vote-any-log", "--except", "Conformance"], "VotersNotNewer"),
      (["--servers", "2", "--defect", "vote-self-unrecorded", "--only", "ElectionSafety"], "ElectionSafety"),
    ])
  func replays(_ arguments: [String], _ broken: String) throws {
    try explored(arguments) { file in
      let text = try String(contentsOfFile: file, encoding: .utf8)
      #expect(text.prefix { $0 != "\n" }.contains("\"violates\":\"\(broken)\",\"sent\":true"))
      let replay = try CommandTests.raftsim("replay", file)
      #expect(replay.status == 1)
      #expect(replay.output.hasSuffix("of the schedule, as recorded\n"))
      #expect(replay.output.contains("VIOLATION  \(broken)"))
      let check = try CommandTests.raftsim("check", file, "--only", broken)
      #expect(check.status == 1)
      #expect(check.output.contains("VIOLATION  \(broken)"))
    }
  }

  @Test("a search around it finds it again, or another as near")
  func around() throws {
    try explored(["--servers", "2", "--max-term", "1", "--defect", "commit-index-falls"]) { file in
      let outcome = try CommandTests.raftsim("explore", "--around", file, "--depth", "1", "--no-trace")
      #expect(outcome.status == 1)
      #expect(outcome.output.contains("VIOLATION  CommitIndexMonotone"))
      #expect(outcome.output.contains(/began at \d+ states? of the trace; steps followed: \d+ of \d+/))
      let same = try CommandTests.raftsim("explore", "--around", file, "--depth", "1", "--trace", file)
      #expect(same.status == 64)
      #expect(same.errors.contains("give another file"))
    }
  }

  @Test("on standard output there is the trace and nothing else")
  func standardOutput() throws {
    let arguments = ["explore", "--servers", "2", "--max-term", "1", "--defect", "commit-index-falls", "--trace", "-"]
    let outcome = try CommandTests.run(arguments)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("VIOLATION  CommitIndexMonotone"))
    #expect(outcome.output.hasPrefix("{\"raftsim\":\"trace\""))
    let replay = try CommandTests.raftsim("replay", "-", input: outcome.output)
    #expect(replay.output.hasSuffix("of the schedule, as recorded\n"))
  }

  @Test("without --trace it goes to a new file in the current directory, which no other search overwrites")
  func ownFile() throws {
    let folder = CommandTests.temporary()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let command = "cd '\(folder.path)' && \"$0\" explore --servers 2 --max-term 1 --defect commit-index-falls"
    let first = try LostOutputTests.shell(command)
    #expect(first.status == 1 && first.errors.isEmpty)
    #expect(first.output.contains("  written to counterexample-CommitIndexMonotone.ndjson\n"))
    let file = folder.appending(path: "counterexample-CommitIndexMonotone.ndjson")
    let replay = try CommandTests.raftsim("replay", file.path)
    #expect(replay.status == 1 && replay.output.contains("as recorded"))
    let second = try CommandTests.json(LostOutputTests.shell(command + " --format json").output)
    #expect(second["trace"] as? String == "counterexample-CommitIndexMonotone-2.ndjson")
    #expect(try LostOutputTests.shell(command + " --no-trace").output.contains("give --trace FILE"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).count == 2)
  }

  @Test("a trace that itself breaks something is violated, however far is searched", arguments: ["0", "1", "2"])
  func brokenTrace(_ depth: String) throws {
    try explored(["--servers", "2", "--max-term", "1", "--defect", "commit-index-falls"]) { file in
      let outcome = try CommandTests.run(["explore", "--around", file, "--depth", depth, "--no-trace"])
      #expect(outcome.status == 1 && outcome.output.contains("VIOLATION  CommitIndexMonotone"), "\(outcome)")
    }
  }

  @Test("where nothing is broken nothing is written")
  func nothing() throws {
    let file = CommandTests.temporary()
    let outcome = try CommandTests.raftsim(
      "explore", "--servers", "2", "--max-term", "1", "--trace", file.path)
    #expect(outcome.status == 0)
    #expect(!FileManager.default.fileExists(atPath: file.path))
  }

  @Test("a file that cannot be written is reported in one line")
  func unwritable() throws {
    let outcome = try CommandTests.raftsim(
      "explore", "--servers", "2", "--defect", "commit-index-falls", "--trace", "/missing/out.ndjson")
    #expect(outcome.status == 70)
    #expect(outcome.errors.contains("'/missing/out.ndjson'"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  private static let recorded = "traces/correct/three-servers.ndjson"

  @Test(
    "what contradicts itself is reported in one line, and ends with 64",
    arguments: [
      (["--partial-order", "--network", "bag", "--max-messages", "3"], "--partial-order is for"),
      (["--partial-order", "--max-messages", "3"], "--partial-order is for"),
      (["--network", "bag"], "--network bag needs"), (["--around", recorded], "--around needs --depth"),
      (["--around", "missing.ndjson", "--depth", "1"], "missing.ndjson"),
      (["--around", recorded, "--depth", "1", "--servers", "4"], "the trace is of 3 servers"),
      (["--trace", "out.ndjson", "--no-trace"], "exclude each other"),
      (["--trace", "-", "--format", "json"], "both write to standard output"),
      (["--symmetry", "--no-reductions"], "--no-reductions excludes"),
      (["--walks", "3", "--exact"], "not for --walks"), (["--walks", "3", "--always-possible"], "not for --walks"),
      (["--seed", "3"], "--seed is for --walks"), (["--walks", "0"], "--walks"),
      (["--faults", "drop"], "--faults is for"), (["--faults", "drop+duplicate"], "--faults is for"),
      (["--faults", "lose", "--network", "bag"], "--faults"), (["--network", "lan"], "--network"),
      (["--restarting", "1"], "--restarting needs"), (["--restarting", "4", "--restarts", "1"], "--restarting"),
      (["--restarts", "some"], "or 'any'"), (["--restarts", "256"], "or 'any'"),
      (["--candidates", "4"], "--candidates"), (["--standing", "4"], "--candidates"),
      (["--defect", "truncation-forgotten"], "it is a defect of hosts or disks"),
      (["--defect", "grant-before-durable"], "it is a defect of hosts or disks"),
      (["--defect", "vote-any-lag"], "vote-any-log"),
      (["--servers", "10"], "--servers"), (["--servers", "0"], "--servers"), (["--max-term", "256"], "--max-term"),
      (["--max-log", "-1"], "--max-log"), (["--values", "9"], "--values"), (["--batch", "5"], "--batch"),
      (["--window", "0"], "--window"), (["--no-op", "2"], "--no-op"), (["--memory", "much"], "--memory"),
      (["--max-total-time", "soon"], "--max-total-time"), (["--depth", "x"], "--depth"), (["--jobs", "0"], "--jobs"),
      (["--only", "VoteTwice"], "VoteOnce"), (["--only", "VoteOnce", "--except", "VoteOnce"], "nothing to check"),
      (["--only", "Progress"], "'raftsim fuzz'"), (["--only", "Linearizability"], "'raftsim fuzz'"),
      (["--only", "ReplicaAgreement"], "'raftsim fuzz'"),
    ])
  func usage(_ arguments: [String], _ word: String) throws {
    let outcome = try CommandTests.run(["explore"] + arguments)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(word))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }
}

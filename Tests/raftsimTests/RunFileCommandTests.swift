import Foundation
import Testing

@Suite("Run files and corpora, from outside", .timeLimit(.minutes(2)))
struct RunFileCommandTests {
  private static let folder = "traces/regressions"
  private static let property = "Linearizability"

  /// The content of the run file of a failure of `property`.
  private static let content = Result {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder)
    let name = try #require(names.first { $0.hasPrefix(property) })
    return try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }

  /// Replays the run file with members replaced.
  private static func replay(
    _ members: [String: String] = [:], _ options: String...
  ) throws -> CommandTests.Outcome {
    try replay(members, options)
  }

  private static func replay(_ members: [String: String], _ options: [String]) throws -> CommandTests.Outcome {
    let lines = try content.get().split(separator: "\n").map { line in
      members.first { line.hasPrefix("  \"\($0.key)\"") }.map { "  \"\($0.key)\": \($0.value)" } ?? String(line)
    }
    return try CommandTests.run(["replay", "-"] + options, input: lines.joined(separator: "\n"))
  }

  private static func lastLine(_ outcome: CommandTests.Outcome) -> String {
    outcome.output.split(separator: "\n").last.map(String.init) ?? ""
  }

  @Test(
    "replay says how the run compares with what the file expects",
    arguments: [
      ([:], 1, "violated, as the run file expects"),
      (["digest": "\"0000000000000000\""], 1, "violated; the code has changed: same failure, other steps"),
      (["defect": "null,"], 0, "passed, where the run file expects a violation of Linearizability at step 244"),
      (["failure": "null,"], 1, "violated, where the run file expects no violation"),
      (["failure": "null,", "defect": "null,"], 2, ": the code has changed"),
      (
        ["overrides": "[\"end after step 20\", \"loss s0>s1 0000000000000007 2 = happens\"],"], 0,
        "passed, where the run file expects a violation of Linearizability at step 244"
      ),
    ])
  func comparison(_ members: [String: String], _ status: Int32, _ end: String) throws {
    let outcome = try Self.replay(members)
    #expect(outcome.status == status)
    #expect(Self.lastLine(outcome).hasSuffix(end), "\(outcome.output)")
    let isUnused = outcome.output.contains(
      "override without effect: loss s0>s1 0000000000000007 2 = happens (the run did not decide this)")
    #expect(isUnused == (members["overrides"] != nil))
  }

  @Test(
    "an unusable file or option is one line that names it",
    arguments: [
      (["defect": "\"other\","], [], "-: \"defect\" is \"other\", which this version does not know"),
      (["core": "\"Other\","], [], "-: \"core\" is \"Other\", and this program has \"RaftCore\""),
      (["machine": "\"Other\","], [], "-: \"machine\" is \"Other\", and \"scenario\" names \"KeyValueStore\""),
      (["seed": "one,"], [], "-:6:11: \"seed\" is one; it must be a whole number from 0"),
      ([:], ["--loss", "0.1"], "a run file has all that the run depends on: --loss 0.1 cannot be given with it"),
      ([:], ["--only", "NoTrap"], "a run file is replayed under all checks: --only cannot be given with it"),
      ([:], ["--schedule"], "--schedule plays a trace, and - is a run file"),
    ])
  func unusable(_ members: [String: String], _ options: [String], _ message: String) throws {
    let outcome = try Self.replay(members, options)
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("raftsim replay: \(message)"), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("check and explore refuse a run file in one line", arguments: [["check", "-"], ["explore", "--around", "-"]])
  func refused(_ arguments: [String]) throws {
    let outcome = try CommandTests.run(arguments, input: try Self.content.get())
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("run file") && outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("the trace of a run file is that of the run, and replays")
  func trace() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).ndjson")
    defer { try? FileManager.default.removeItem(at: file) }
    #expect(try Self.replay([:], "--trace", file.path).status == 1)
    let again = try CommandTests.raftsim("replay", file.path)
    #expect(again.status == 1 && Self.lastLine(again) == "violated, as recorded")
  }

  @Test("fuzz keeps what fails, makes it first, and skips what has another defect")
  func corpus() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    func fuzz(_ options: String...) throws -> CommandTests.Outcome {
      try CommandTests.run(["fuzz", "--seed", "1", "--runs", "2", "--no-shrink", "--corpus", folder.path] + options)
    }
    func corpusLine(_ outcome: CommandTests.Outcome) -> String? {
      outcome.output.split(separator: "\n").first { $0.hasPrefix("corpus ") }.map {
        String($0.split(separator: ": ")[1])
      }
    }
    let defect = ["--defect", "ack-own-last-index"]
    let found = try fuzz(defect[0], defect[1])
    #expect(found.status == 1 && corpusLine(found) == "0 runs, 1 added")
    let again = try fuzz(defect[0], defect[1])
    #expect(again.status == 1 && corpusLine(again) == "1 run, 1 still fails")
    #expect(again.output.contains("run file:  violated, as the run file expects"))
    #expect(Self.lastLine(again) == "violated, so no seed was run")
    let more = try fuzz(defect[0], defect[1], "--keep-going")
    #expect(more.status == 1)
    #expect(corpusLine(more)?.hasPrefix("1 run, 1 still fails, ") == true, "\(more.output)")
    #expect(more.output.contains("2 runs, seeds 1 to 2"))
    let correct = try fuzz()
    #expect(correct.status == 0)
    #expect(corpusLine(correct)?.hasSuffix("skipped for another core, state machine or defect") == true)
    try Data("{".utf8).write(to: folder.appending(path: "x.run.json"))
    let damaged = try fuzz()
    #expect(damaged.status == 2)
    #expect(damaged.output.contains("DAMAGED  \(folder.path)/x.run.json:1:2: the file ends here"))
    let json = try fuzz("--format", "json")
    #expect(json.status == 2 && json.output.contains("\"damaged\":[\""))
  }

  @Test("a corpus that is no directory, or is in none, is one line", arguments: ["/no/such/corpus", "README.md"])
  func wrongDirectory(_ path: String) throws {
    let outcome = try CommandTests.raftsim("fuzz", "--runs", "1", "--corpus", path)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("raftsim fuzz: option '--corpus': '\(path)': it cannot be "))
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("a trap is kept, and traps again when its run file is replayed")
  func trap() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let found = try CommandTests.raftsim(
      "fuzz", "--seed", "1", "--runs", "1", "--no-shrink", "--defect", "trap-on-commit-beyond-log", "--corpus",
      folder.path)
    #expect(found.status == 1)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    try #require(names.count == 1 && names[0].hasPrefix("NoTrap-"))
    let again = try CommandTests.raftsim("replay", "\(folder.path)/\(names[0])")
    #expect(again.status == 1 && Self.lastLine(again) == "violated, as the run file expects")
  }
}

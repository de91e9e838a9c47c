import Foundation
import Testing

@Suite("The command shrink, from outside", .timeLimit(.minutes(2)))
struct ShrinkCommandTests {
  /// A run of one server that fails in its second step.
  private static let failing = "1 --calm --servers 1 --clients 1 --defect vote-self-unrecorded"
  /// A schedule that fails, of which no action can be left out.
  private static let schedule = """
    raftsim schedule 1
    servers 3
    defect vote-any-log
    violates VotersNotNewer
    s0 times out
    s1 receives RequestVote from s0
    s0 receives RequestVoteReply from s1
    s1 receives AppendEntries from s0
    s2 times out
    s2 times out
    s1 receives RequestVote from s2 term 2

    """
  private let folder = TemporaryFolder()

  private static func lastLine(_ outcome: CommandTests.Outcome) -> Substring? {
    outcome.output.split(separator: "\n").last
  }

  @Test("a failing seed is shrunk, and its files replay and can be shrunk further, and no file is replaced")
  func seed() throws {
    let shrunk = try folder.shell("\"$0\" shrink \(Self.failing)")
    #expect(shrunk.status == 1 && Self.lastLine(shrunk) == "shrunk", "\(shrunk)")
    #expect(shrunk.errors == "shrinking the run of seed 1, which violates Conformance\n")
    let run = "Conformance.run.json"
    #expect(try folder.names() == [run, "Conformance.schedule"])
    #expect(try folder.text(run).contains("\"scenario\": \"--servers 1 --clients 0\""))
    for file in try folder.names() {
      let replay = try folder.shell("\"$0\" replay \(file)")
      #expect(replay.status == 1 && Self.lastLine(replay)?.contains(/^violated.*, as .*expect/) == true, "\(replay)")
      let before = try folder.text(file)
      let again = try folder.shell("\"$0\" shrink \(file)")
      #expect(again.status == 1 && Self.lastLine(again) == "nothing smaller shows this failure", "\(again)")
      #expect(try folder.text(file) == before)
    }
    #expect(
      try folder.names() == [
        "Conformance-2.run.json", "Conformance-2.schedule", "Conformance-3.schedule", run, "Conformance.schedule",
      ])
  }

  @Test("a trace is shrunk as the run of its seed, for the property that its header names, whatever fails before")
  func trace() throws {
    let trace = "$OLDPWD/traces/defects/vote-any-log.ndjson"
    let outcome = try folder.shell("\"$0\" shrink \"\(trace)\" --shrink-runs 1")
    #expect([1, 2].contains(outcome.status) && outcome.output.contains("VIOLATION  LeaderCompleteness"), "\(outcome)")
    let run = "LeaderCompleteness.run.json"
    #expect(try folder.text(run).contains("\"property\": \"LeaderCompleteness\""))
    let replay = try folder.shell("\"$0\" replay \(run)")
    #expect(replay.status == 1 && Self.lastLine(replay) == "violated, as the run file expects", "\(replay)")
    let chosen = try folder.shell("\"$0\" shrink \"\(trace)\" --only VotersNotNewer --shrink-runs 1")
    #expect(chosen.errors.contains(", which violates VotersNotNewer\n"), "\(chosen)")
  }

  @Test("a run that does not fail ends with 0, and writes nothing")
  func passes() throws {
    let run = try folder.shell("\"$0\" shrink 5 --calm --duration 1s")
    #expect(run.status == 0 && run.output == "seed 5 does not fail: nothing to shrink\n", "\(run)")
    let trace = try folder.shell("\"$0\" shrink \"$OLDPWD/traces/correct/one-server.ndjson\"")
    #expect(trace.status == 0, "\(trace)")
    #expect(try folder.names().isEmpty)
  }

  @Test("a file that fails in another way, no longer applies, or is not shrunk before the limit ends with 2")
  func inconclusive() throws {
    #expect(try folder.shell("\"$0\" shrink \(Self.failing) --out a.json --write-schedule b.txt").status == 1)
    try folder.replace("\"Conformance\"", with: "\"ElectionSafety\"", in: "a.json")
    let other = try folder.shell("\"$0\" shrink a.json")
    #expect(other.status == 2 && other.output.contains(", where ElectionSafety was expected: nothing to shrink\n"))
    try folder.write(Self.schedule, to: "b.txt")
    let limited = try folder.shell("\"$0\" shrink b.txt --shrink-runs 1 --write-schedule c.txt")
    #expect(limited.status == 2, "\(limited)")
    #expect(limited.output.hasSuffix("\nnothing smaller was found before the limit\n"), "\(limited)")
    try folder.replace("s2 times out\n", with: "", in: "b.txt")
    let obsolete = try folder.shell("\"$0\" shrink b.txt")
    #expect(obsolete.status == 2 && obsolete.output.contains("the schedule no longer applies: "), "\(obsolete)")
    let late = try folder.shell("\"$0\" shrink a.json --shrink-time 1us --only Conformance")
    #expect(late.status == 2, "\(late)")
    #expect(late.output.hasSuffix("\nnothing smaller was found before the limit\n"), "\(late)")
    #expect(try folder.names() == ["Conformance.run.json", "Conformance.schedule", "a.json", "b.txt", "c.txt"])
  }

  @Test(
    "bad input is one line that says what is wrong, and ends with 64",
    arguments: [
      ("1 --out old", "'old': there is such a file; give another one, or --force to replace it"),
      ("1 --write-schedule old", "'old': there is such a file"),
      ("1 --out new --write-schedule new", "option '--write-schedule': 'new': the run goes to this file"),
      ("1 --out -", "'-': it must be a file"),
      ("1 --out /dev/full --force", "'/dev/full': it is not a regular file"),
      ("1 --out . --force", "'.': it is not a regular file"), ("1 --out ''", "must be the path of a file"),
      ("1 --shrink-runs 0", "option '--shrink-runs' must be"), ("1 --shrink-time 0s", "option '--shrink-time' must be"),
      ("1 --jobs 0", "option '--jobs' must be"), ("1 --format ndjson", "option '--format' must be one of text, json"),
      (".", "Is a directory"), ("missing", "No such file or directory"), ("old", "old:1:"), ("/dev/null", "is empty"),
      ("old --calm", "a file has all that its run depends on: --calm cannot be given with it"), ("", "SEED|FILE"),
    ])
  func badInput(_ arguments: String, _ reason: String) throws {
    try folder.write("{", to: "old")
    let outcome = try folder.shell("\"$0\" shrink \(arguments)")
    #expect(outcome.status == 64 && outcome.output.isEmpty && outcome.errors.contains(reason), "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(try folder.names() == ["old"] && folder.text("old") == "{")
  }

  @Test("an old file is replaced with --force")
  func force() throws {
    try folder.write("{", to: "old")
    let outcome = try folder.shell(
      "\"$0\" shrink \(Self.failing) --out old --write-schedule new --force")
    #expect(outcome.status == 1, "\(outcome)")
    #expect(try folder.text("old").contains("\"seed\": 1"))
  }

  @Test("a file that cannot be written does not hide the violation")
  func unwritable() throws {
    for command in ["shrink \(Self.failing)", "fuzz --runs 1 --seed \(Self.failing)"] {
      let outcome = try folder.shell("mkdir d && cd d && rmdir ../d && \"$0\" \(command)")
      #expect(outcome.status == 1 && outcome.output.contains("VIOLATION  Conformance"), "\(outcome)")
      #expect(outcome.errors.contains("the smallest run or schedule cannot be kept: "), "\(outcome)")
      #expect(!outcome.output.contains("written:"))
    }
    let full = try folder.shell("\"$0\" shrink \(Self.failing) > /dev/full")
    #expect(full.status == 1 && full.errors.hasSuffix("No space left on device\n"), "\(full)")
  }

  @Test("the result does not depend on the number of threads")
  func jobs() throws {
    let outcomes = try [1, 3].map { jobs in
      let files = "--out \(jobs).json --write-schedule \(jobs).txt"
      let outcome = try folder.shell(
        "\"$0\" shrink 1 --defect vote-self-unrecorded --shrink-runs 150 --jobs \(jobs) \(files)")
      let report = outcome.output.split(separator: "\n").filter { !$0.contains("written:") }
      return [outcome.errors, report.joined(), try folder.text("\(jobs).json"), try folder.text("\(jobs).txt")]
    }
    #expect(outcomes[0] == outcomes[1])
  }

  @Test("a trap is shrunk, and has no schedule")
  func trap() throws {
    let outcome = try folder.shell("\"$0\" shrink 1 --defect trap-on-commit-beyond-log --shrink-runs 10")
    #expect(outcome.status == 1 && outcome.output.contains("VIOLATION  NoTrap"), "\(outcome)")
    #expect(try folder.names() == ["NoTrap.run.json"])
    let replay = try folder.shell("\"$0\" replay NoTrap.run.json")
    #expect(replay.status == 1 && Self.lastLine(replay) == "violated, as the run file expects", "\(replay)")
  }

  @Test(
    "fuzz writes the smallest run and schedule of a failure, to new files or to the corpus, but not with --no-shrink")
  func fuzz() throws {
    let fuzz = "\"$0\" fuzz --runs 1 --seed \(Self.failing)"
    let found = try folder.shell("\(fuzz) --no-shrink")
    #expect(found.status == 1 && !found.output.contains("the story"))
    #expect(try folder.names().isEmpty)
    let kept = try folder.shell("\(fuzz) --shrink-runs 30 --corpus c")
    #expect(kept.status == 1 && kept.output.contains("the story"), "\(kept)")
    #expect(try folder.names() == ["c"] && folder.names(in: "c").count == 1)
    let shrunk = try folder.shell("\(fuzz) --shrink-runs 30")
    #expect(shrunk.status == 1 && shrunk.output.contains("\n  written:  Conformance.run.json "), "\(shrunk)")
    #expect(try folder.names() == ["Conformance.run.json", "Conformance.schedule", "c"])
  }
}

/// A directory for the files of a test, which is removed with it.
private final class TemporaryFolder: Sendable {
  private let url = CommandTests.temporary()

  init() { try? FileManager.default.createDirectory(at: url, withIntermediateDirectories: true) }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Runs a script of the shell in it, in which `$0` is the program and `$OLDPWD` the directory of the package.
  func shell(_ script: String) throws -> CommandTests.Outcome {
    try LostOutputTests.shell("cd '\(url.path)' && \(script)")
  }

  func names(in folder: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path).sorted()
  }

  func text(_ name: String) throws -> String { try String(contentsOf: url.appending(path: name), encoding: .utf8) }

  func write(_ text: String, to name: String) throws { try Data(text.utf8).write(to: url.appending(path: name)) }

  func replace(_ old: String, with new: String, in name: String) throws {
    try write(try text(name).replacing(old, with: new), to: name)
  }
}

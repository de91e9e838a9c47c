import Foundation
import Simulator
import Testing

@Suite("Traps of a server's code, from outside", .timeLimit(.minutes(2)))
struct TrapCommandTests {
  private static let defect = "trap-on-commit-beyond-log"
  private static let line = "SIGILL at Sources/Simulator/Defects/Defects+Commits.swift:"

  private static func lines(_ text: String, with word: String) -> [Substring] {
    text.split(separator: "\n").filter { $0.contains(word) }
  }

  @Test("fuzz reports a trap with its seed, its command and its line, and exits with 1, at any number of threads")
  func fuzz() throws {
    func run(_ jobs: Int, _ more: [String] = []) throws -> CommandTests.Outcome {
      try CommandTests.run(
        ["fuzz", "--seed", "1", "--runs", "60", "--jobs", "\(jobs)", "--no-shrink", "--defect", Self.defect] + more)
    }
    let outcome = try run(1)
    #expect(outcome.status == 1)
    #expect(Self.lines(outcome.output, with: "VIOLATION  NoTrap").count == 1)
    #expect(outcome.output.contains("must not trap on receiving a message: \(Self.line)"), "\(outcome.output)")
    #expect(outcome.output.contains(" traps on receiving AppendEntries from "))
    let repeats = try #require(Self.lines(outcome.output, with: " replay ").first)
    #expect(repeats.hasSuffix("--defect \(Self.defect)"))
    let parallel = try run(2)
    #expect(parallel.status == 1)
    #expect(Self.withoutTime(parallel.output) == Self.withoutTime(outcome.output))
    #expect(
      Self.withoutTime(try run(1, ["--format", "json"]).output)
        == Self.withoutTime(try run(2, ["--format", "json"]).output))
  }

  /// A report without its figures of real time: how long it took, and the rate.
  private static func withoutTime(_ report: String) -> String {
    let figures = #/, ([0-9.]+ (us|ms|s)|[0-9]+ m [0-9]+ s), [^,\n]+/s|"elapsedMicroseconds":[0-9]+/#
    #expect(report.ranges(of: figures).count == 1, "\(report)")
    return report.replacing(figures, with: "")
  }

  @Test("a campaign that continues after failures continues after traps, and counts them")
  func keepGoing() throws {
    let outcome = try CommandTests.raftsim(
      "fuzz", "--seed", "1", "--runs", "40", "--keep-going", "--no-shrink", "--defect", Self.defect)
    #expect(outcome.status == 1)
    #expect(Self.lines(outcome.output, with: "VIOLATION").count == 1)
    #expect(outcome.output.contains("40 runs, seeds 1 to 40"))
    let kinds = try #require(Self.lines(outcome.output, with: "failures of this kind").first)
    let count = try #require(kinds.split(separator: " ").compactMap { Int($0) }.first)
    #expect(count > 10)
    #expect(outcome.output.contains("\(count) of 40 runs violated"))
  }

  @Test("replay of the seed, of its trace and of its trace as a schedule find the same trap")
  func replay() throws {
    let trace = CommandTests.temporary().path
    defer { try? FileManager.default.removeItem(atPath: trace) }
    let seed = try Self.failingSeed()
    for arguments in [[seed, "--defect", Self.defect, "--trace", trace], [trace], [trace, "--schedule"]] {
      let outcome = try CommandTests.run(["replay"] + arguments)
      #expect(outcome.status == 1, "\(outcome)")
      #expect(outcome.output.contains("must not trap on receiving a message: \(Self.line)"), "\(outcome)")
    }
    let last = try #require(try String(contentsOfFile: trace, encoding: .utf8).split(separator: "\n").last)
    #expect(last.contains(#""action":"crash""#) && last.contains(#""trap":"receive""#))
    let check = try CommandTests.raftsim("check", trace)
    #expect(check.status == 1 && check.output.contains("must not trap on receiving a message\n"), "\(check)")
  }

  private static func failingSeed() throws -> String {
    let outcome = try CommandTests.raftsim("fuzz", "--seed", "1", "--no-shrink", "--defect", defect, "--format", "json")
    let failures = try #require(try CommandTests.json(outcome.output)["failures"] as? [[String: Any]])
    return "\(try #require(failures.first?["seed"] as? Int))"
  }

  @Test("a filtered list of checks does not hide a trap")
  func only() throws {
    let outcome = try CommandTests.raftsim(
      "fuzz", "--seed", "1", "--runs", "60", "--no-shrink", "--only", "VoteOnce", "--defect", Self.defect)
    #expect(outcome.status == 1 && outcome.output.contains("VIOLATION  NoTrap"), "\(outcome)")
  }

  @Test("check judges a trap, and replay prints it among the steps of its kind, whatever else is asked for")
  func selection() throws {
    let trace = CommandTests.temporary().path
    defer { try? FileManager.default.removeItem(atPath: trace) }
    let seed = try Self.failingSeed()
    let replay = ["replay", seed, "--defect", Self.defect]
    _ = try CommandTests.run(replay + ["--trace", trace])
    for selection in [["--except", "NoTrap"], ["--only", "VoteOnce"]] {
      let check = try CommandTests.run(["check", trace] + selection)
      #expect(check.status == 1 && check.output.contains("VIOLATION  NoTrap"), "\(check)")
    }
    for kind in ["receive", "AppendEntries", "crash"] {
      let output = try CommandTests.run(replay + ["--verbose", "--kind", kind]).output
      let steps = try #require(output.split(separator: "VIOLATION").first)
      #expect(steps.contains(" traps on receiving AppendEntries "), "\(kind)")
    }
  }

  @Test("a counterexample that cannot be written is not said to be written")
  func lostTrace() throws {
    let outcome = try CommandTests.raftsim(
      "explore", "--defect", Self.defect, "--max-log", "2", "--trace", "/dev/full")
    #expect(outcome.status == 1 && outcome.errors.contains("No space left on device"), "\(outcome)")
    #expect(outcome.output.contains("VIOLATION  NoTrap") && !outcome.output.contains("written to"), "\(outcome)")
  }

  @Test("a trap without a symbolizer is reported, and one line says what is missing")
  func noSymbolizer() throws {
    let script = "PATH=/nowhere; \"$0\" replay \(try Self.failingSeed()) --defect \(Self.defect)"
    let outcome = try LostOutputTests.shell(script)
    #expect(outcome.status == 1 && outcome.output.contains("SIGILL, at an unknown line"), "\(outcome)")
    let lines = Self.lines(outcome.errors, with: "llvm-symbolizer")
    #expect(lines.count == 1 && lines[0].contains("must be in PATH"), "\(outcome.errors)")
  }

  @Test("a trace whose header says nothing, and which records a trap, is no trace of a run that passed")
  func silentHeader() throws {
    let trace = """
      {"raftsim":"trace","version":2,"servers":1}
      {"seq":1,"time":0,"action":"crash","server":0,"trap":"start"}

      """
    let replay = try CommandTests.run(["replay", "-"], input: trace)
    #expect(
      replay.status == 0 && replay.output.hasSuffix("passed, where the recorded run violated NoTrap\n"), "\(replay)")
    let check = try CommandTests.run(["check", "-"], input: trace)
    #expect(check.status == 1 && check.output.contains("s0 must not trap when it starts"), "\(check)")
  }

  @Test("explore finds a trap with the steps that lead to it, and its counterexample replays")
  func explore() throws {
    let trace = CommandTests.temporary().path
    defer { try? FileManager.default.removeItem(atPath: trace) }
    func explore(_ jobs: String, _ more: String...) throws -> CommandTests.Outcome {
      try CommandTests.run(
        ["explore", "--defect", Self.defect, "--max-log", "2", "--jobs", jobs, "--trace", trace] + more)
    }
    let outcome = try explore("1")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("s1 must not trap on receiving a message: \(Self.line)"), "\(outcome.output)")
    #expect(Self.lines(outcome.output, with: "s1 traps on receiving AppendEntries from s0").count == 1)
    #expect(Self.withoutTime(try explore("2").output) == Self.withoutTime(outcome.output))
    let json = try CommandTests.json(try explore("1", "--format", "json").output)
    let counterexample = try #require(json["counterexample"] as? [String: Any])
    let length = try #require(counterexample["length"] as? Int)
    let steps = try #require(counterexample["steps"] as? [String])
    // Only what the network keeps for later is no step.
    #expect(length == steps.filter { !$0.contains("duplicat") }.count, "\(steps)")
    #expect(outcome.output.contains("; \(length) steps:"))
    let replay = try CommandTests.raftsim("replay", trace)
    #expect(replay.status == 1 && replay.output.contains(", as recorded"), "\(replay)")
    let around = try CommandTests.raftsim("explore", "--around", trace, "--depth", "1", "--no-trace")
    #expect(around.status == 1 && around.output.contains("must not trap on receiving"), "\(around)")
  }

  @Test("explore blames the trapping step, and not what could not be tried after it")
  func progress() throws {
    let outcome = try CommandTests.raftsim(
      "explore", "--defect", Self.defect, "--max-log", "2", "--always-possible", "--no-trace")
    #expect(outcome.status == 1 && !outcome.output.contains("VIOLATION  AlwaysPossible"))
    #expect(outcome.output.contains("s1 must not trap on receiving a message: \(Self.line)"), "\(outcome.output)")
  }
}

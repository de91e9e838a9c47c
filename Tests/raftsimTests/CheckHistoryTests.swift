import Foundation
import Glibc
import Reporting
import Testing
import TraceChecker

@testable import Commands

@Suite("The program, on client histories")
struct CheckHistoryTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces/histories")

  @Test("the recorded histories are judged as their names say")
  func recorded() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path).filter { !$0.hasSuffix(".md") }
    #expect(files.count >= 5)
    for file in files {
      let outcome = try CommandTests.raftsim("check", "traces/histories/\(file)")
      #expect(outcome.status == (file.hasPrefix("violation-") ? 1 : 0), "\(file)")
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test("a violation is reported in words and for programs")
  func violation() throws {
    let file = "traces/histories/violation-compare-and-set-twice.jsonl"
    let text = try CommandTests.raftsim("check", file).output
    #expect(
      text == """
        VIOLATION  Linearizability: every operation appears to take effect at one moment between its invocation and its completion
          lines 4 to 6, at time 4500000: p2's cas 0 2 → ok cannot be explained: the state then is 1; there was no concurrent operation
        \(file): 3 operations: not linearizable

        """)
    let json = try CommandTests.json(try CommandTests.raftsim("check", "--format", "json", file).output)
    #expect(json["result"] as? String == "violated" && json["kind"] as? String == "history")
    let violation = try #require((json["violations"] as? [[String: Any]])?.first)
    #expect(violation["lines"] as? [Int] == [4, 6] && violation["earliest"] as? Bool == true)
    #expect(violation["states"] as? [String] == ["1"])
  }

  @Test("an argument that is wrong is found before any file is judged")
  func wrongArgument() throws {
    let outcome = try CommandTests.raftsim("check", "traces/histories/violation-append-twice.edn", "")
    #expect(outcome.status == 64 && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.hasPrefix("raftsim check: argument FILE must be the path of a file, not ''"))
  }

  @Test("an interrupt after a verdict does not change it")
  func fixedVerdict() async {
    await #expect(processExitsWith: .success) {
      let console = Console.standard()
      let arguments = try Arguments(["--limit", "1us", "-"], for: CheckCommand.spec)
      let path = "traces/histories/linearizable-register.jsonl"
      let verdict = try FileJudge(arguments, console).verdict(on: RawText(path))
      let json = verdict.json.text
      guard verdict.exitCode == .inconclusive else { exit(1) }
      Interrupt.request()
      exit(verdict.exitCode == .inconclusive && verdict.isWhole && verdict.json.text == json ? 0 : 2)
    }
  }

  private static let nilRead = """
    {"type":"invoke","process":0,"f":"write","value":1}
    {"type":"ok","process":0,"f":"write","value":1}
    {"type":"invoke","process":0,"f":"read","value":null}
    {"type":"ok","process":0,"f":"read","value":null}

    """

  /// Options, a history, and how the program ends.
  private static let cases: [([String], String, Int32)] = [
    (["--nil-read", "any"], nilRead, 0), ([], nilRead, 1), (["--initial", "5"], nilRead, 1),
    (["--model", "key-value"], nilRead, 1), ([], #"{"type":"info","process":"nemesis","f":"kill"}"#, 2),
    ([], #"{"type":"ok","process":1,"f":"read"}"#, 64), (["--nil-read", "none"], nilRead, 64),
    (["--failed-cas", "yes"], nilRead, 64), (["--model", "queue"], nilRead, 64), (["--memory", "1"], nilRead, 64),
    (["--limit", "5"], nilRead, 64), (["--limit", "0s"], nilRead, 64), (["--time-limit", "9s"], nilRead, 1),
    (["--tla", "/dev/null"], nilRead, 64), ([], "{:process", 64),
  ]

  @Test("exit codes: 0, 1, 2 and 64", arguments: cases)
  func exitCodes(_ options: [String], _ history: String, _ status: Int32) throws {
    let outcome = try CommandTests.run(["check"] + options + ["-"], input: history)
    #expect(outcome.status == status, "\(outcome.output)\(outcome.errors)")
    #expect((outcome.status == 64) == !outcome.errors.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count <= 1)
  }

  @Test("a budget that is spent is no verdict")
  func budget() throws {
    // So many writes at once, and a read of none of them: every set of them has to be looked at.
    let writes = (0..<24).map { #"{"type":"invoke","process":\#($0),"f":"write","value":\#($0)}"# }
    let cas = #"{"type":"invoke","process":40,"f":"cas","value":[98,99]}"#
    let ends = (0..<24).map { #"{"type":"ok","process":\#($0),"f":"write","value":\#($0)}"# }
    let reads = ["invoke", "ok"].map { #"{"type":"\#($0)","process":50,"f":"read","value":77}"# }
    let history = (writes + [cas] + reads + ends).joined(separator: "\n")
    for (option, value) in [("--memory", "256K"), ("--limit", "1ms")] {
      let outcome = try CommandTests.run(["check", option, value, "-"], input: history)
      #expect(outcome.status == 2)
      let line =
        "-: 26 operations, 1 never completed: inconclusive, the history was not decided within \(option) \(value); "
        + "give a higher limit\n"
      #expect(outcome.output == line)
      let json = try CommandTests.json(
        try CommandTests.run(["check", option, value, "--format", "json", "-"], input: history).output)
      #expect(json["result"] as? String == "inconclusive")
      #expect(json["shortage"] as? String == (option == "--memory" ? "memory" : "time"))
      #expect(json["limit"] as? String == "\(option) \(value)" && (json["undecided"] as? [Any])?.count == 1)
    }
  }

  /// Lines of the key "hard", whose search is long, with a read of the key "easy" after `before` of them:
  /// a violation unless it gives nil.
  private static func hardAndEasy(before: Int, answer: String = "5") -> String {
    func line(_ type: String, _ process: Int, _ function: String, _ key: String, _ value: String) -> String {
      #"{"type":"\#(type)","process":\#(process),"f":"\#(function)","key":"\#(key)","value":\#(value)}"#
    }
    var hard = (0..<24).map { line("invoke", $0, "write", "hard", "\($0)") }
    hard += [
      line("invoke", 40, "cas", "hard", "[98,99]"), line("invoke", 50, "read", "hard", "null"),
      line("ok", 50, "read", "hard", "77"),
    ]
    hard += (0..<24).map { line("ok", $0, "write", "hard", "\($0)") }
    let easy = [line("invoke", 60, "read", "easy", "null"), line("ok", 60, "read", "easy", answer)]
    return (hard.prefix(before) + easy + hard.dropFirst(before)).joined(separator: "\n")
  }

  @Test("a violation is reported although another key is not decided, and that key is named")
  func violationBesideUndecided() throws {
    let late = try CommandTests.run(["check", "--limit", "300ms", "-"], input: Self.hardAndEasy(before: 51))
    #expect(late.status == 1)
    #expect(
      late.output.contains(#"  (there may be an earlier violation: key "hard" was not decided)"#), "\(late.output)")
    let early = try CommandTests.run(["check", "-"], input: Self.hardAndEasy(before: 20))
    #expect(early.status == 1 && !early.output.contains("there may be an earlier violation"))
    #expect(early.output.contains(#"lines 21 to 22: key "easy": p60's read → 5 cannot be explained"#))
    let alone = try CommandTests.run(
      ["check", "--limit", "300ms", "-"], input: Self.hardAndEasy(before: 20, answer: "null"))
    #expect(
      alone.status == 2 && alone.output.contains(#"inconclusive, key "hard" was not decided within --limit 300ms"#))
  }

  private static let trace = "traces/correct/one-server.ndjson"
  private static let history = "traces/histories/linearizable-register.jsonl"

  /// Options, a file that has no use for them, and what the error says.
  private static let useless: [([String], String, [String])] = [
    (["--only", "Progress"], history, ["--only Progress leaves nothing", "checked for Linearizability only"]),
    (["--only", "VoteOnce"], history, ["--only VoteOnce leaves nothing", "checked for Linearizability only"]),
    (["--except", "Linearizability"], history, ["--except Linearizability leaves nothing", "Linearizability only"]),
    (["--only", "Progress"], trace, ["Progress cannot be checked", "'raftsim replay' checks it"]),
    (["--only", "ReplicaAgreement"], trace, ["ReplicaAgreement cannot be checked", "'raftsim replay' checks it"]),
    (
      ["--only", "VoteOnce", "--only", "Progress"], trace, ["Progress cannot be checked", "'raftsim replay' checks it"]
    ),
    (["--model", "register"], trace, ["--model is for client histories", "without this option"]),
    (["--initial", "0"], trace, ["--initial is for client histories", "without this option"]),
    (["--nil-read", "initial"], trace, ["--nil-read is for client histories", "without this option"]),
    (["--failed-cas", "unknown"], trace, ["--failed-cas is for client histories", "without this option"]),
    (["--memory", "1G"], trace, ["--memory is for client histories", "without this option"]),
    (["--limit", "9s"], trace, ["--limit is for client histories", "without this option"]),
    (["--time-limit", "9s"], trace, ["--limit is for client histories", "without this option"]),
    (["--initial", "{"], history, ["'--initial' must be one value as a history has it", "not '{'"]),
    (["--initial", ""], history, ["'--initial' must be one value as a history has it", "not ''"]),
  ]

  @Test("an option that a file has no use for is an error, not passed over", arguments: useless)
  func uselessOptions(_ options: [String], _ file: String, _ words: [String]) throws {
    let outcome = try CommandTests.run(["check"] + options + [file])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    for word in words { #expect(outcome.errors.contains(word), "\(outcome.errors)") }
  }

  @Test("what leaves Linearizability in is of use for a history, and what leaves others in for a trace")
  func usefulOptions() throws {
    #expect(try CommandTests.raftsim("check", "--only", "Linearizability", Self.history).status == 0)
    #expect(try CommandTests.raftsim("check", "--except", "VoteOnce", "--initial", "nil", Self.history).status == 0)
    #expect(try CommandTests.raftsim("check", "--except", "Progress", Self.trace).status == 0)
  }

  @Test("a trace that is said to break Progress does not pass")
  func progress() throws {
    let file = "traces/hosts/sync-forgotten.ndjson"
    let outcome = try CommandTests.raftsim("check", file)
    #expect(outcome.status == 2)
    #expect(outcome.output.contains("inconclusive, the run violates Progress, which only 'raftsim replay' can check"))
    let json = try CommandTests.json(try CommandTests.raftsim("check", "--format", "json", file).output)
    #expect(json["unjudged"] as? String == "Progress" && json["result"] as? String == "inconclusive")
    #expect(try CommandTests.raftsim("check", "--except", "Progress", file).status == 0)
  }

  @Test(
    "and replay is not named for a run of another program",
    arguments: [
      (#""machine":"Counter""#, "the state machine 'Counter'"), (#""core":"Mine""#, "the core 'Mine'"),
    ])
  func otherProgram(_ member: String, _ part: String) throws {
    let trace = try String(contentsOfFile: "traces/hosts/sync-forgotten.ndjson", encoding: .utf8)
    let name = try #require(member.split(separator: ":").first)
    let own = try Regex("\(name):\"[A-Za-z]+\"")
    let outcome = try CommandTests.raftsim("check", "-", input: trace.replacing(own, with: member, maxReplacements: 1))
    let words = "inconclusive, the run violates Progress, which only a program with \(part) can check"
    #expect(outcome.status == 2 && outcome.output.contains(words), "\(outcome)")
  }

  @Test("a file of no known kind is reported in one line, and the others are judged all the same")
  func unknownKind() throws {
    let outcome = try CommandTests.run(["check", "LICENSE", Self.history])
    #expect(outcome.status == 64 && outcome.output.contains("linearizable"))
    #expect(outcome.errors.hasPrefix("raftsim check: LICENSE:1: "))
    #expect(
      outcome.errors.contains("a trace must begin with its header") && outcome.errors.contains("a client history"))
    #expect(outcome.errors.split(separator: "\n").count == 1)
    let json = try CommandTests.json(try CommandTests.raftsim("check", "--format", "json", "LICENSE").output)
    #expect(json["result"] as? String == "unusable" && (json["error"] as? String)?.hasPrefix("LICENSE:1: ") == true)
  }

  @Test("the example of the documentation is what the program says")
  func documented() throws {
    let file = "traces/histories/violation-compare-and-set-twice.jsonl"
    let outcome = try CommandTests.raftsim("check", "--nil-read", "any", file)
    let folder = Self.folder.deletingLastPathComponent().deletingLastPathComponent()
    let text = try String(contentsOf: folder.appending(path: "docs/histories.md"), encoding: .utf8)
    let shown = outcome.output.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
    #expect(text.contains("    raftsim check --nil-read any \(file)\n\n\(shown)\n"))
  }

  @Test("traces and histories can be judged in one go")
  func mixed() throws {
    let outcome = try CommandTests.raftsim(
      "check", "traces/correct/one-server.ndjson", "traces/histories/linearizable-store.edn")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("no violation") && outcome.output.contains("2 keys: linearizable"))
  }

  @Test("verdicts on histories are measured, and the options of other measurements refused")
  func bench() throws {
    #expect(try CommandTests.raftsim("bench", "linearizability", "--events", "10000").status == 64)
    #expect(try CommandTests.raftsim("bench", "linearizability", "--jobs", "2").status == 64)
  }
}

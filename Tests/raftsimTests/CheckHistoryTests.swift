import Foundation
import Testing

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

  @Test("a violation is told in words and for programs")
  func violation() throws {
    let file = "traces/histories/violation-compare-and-set-twice.jsonl"
    let text = try CommandTests.raftsim("check", file).output
    #expect(
      text == """
        VIOLATION  Linearizability: every operation takes effect at one moment between its begin and its end
          lines 4 to 6, at time 4500000: p2's cas 0 2 → ok cannot be explained: the state then is 1; nothing else was under way
        \(file): 3 operations: not linearizable

        """)
    let json = try CommandTests.json(try CommandTests.raftsim("check", "--format", "json", file).output)
    #expect(json["result"] as? String == "violated" && json["kind"] as? String == "history")
    let violation = try #require((json["violations"] as? [[String: Any]])?.first)
    #expect(violation["lines"] as? [Int] == [4, 6] && violation["earliest"] as? Bool == true)
    #expect(violation["states"] as? [String] == ["1"])
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
    (["--time-limit", "5"], nilRead, 64), (["--tla", "/dev/null"], nilRead, 64), ([], "{:process", 64),
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
    for (option, value) in [("--memory", "256K"), ("--time-limit", "1ms")] {
      let outcome = try CommandTests.run(["check", option, value, "-"], input: history)
      #expect(outcome.status == 2)
      #expect(outcome.output.contains("inconclusive") && outcome.output.contains(option))
      let json = try CommandTests.json(
        try CommandTests.run(["check", option, value, "--format", "json", "-"], input: history).output)
      #expect(json["result"] as? String == "inconclusive")
      #expect(json["shortage"] as? String == (option == "--memory" ? "memory" : "time"))
    }
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

import Foundation
import Testing

@Suite("raftsim check --tla, from outside")
final class ModuleFileTests {
  /// A folder of the test's own, with a trace in it that records what is sent.
  private let folder = CommandTests.temporary()
  private var run: String { path("run.ndjson") }

  init() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(Self.trace, to: "run.ndjson")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private func path(_ name: String) -> String { folder.appending(path: name).path }
  private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }
  private func write(_ text: String, to name: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: name))
  }

  /// A server alone elects itself, and then breaks all rules.
  private static let trace = """
    {"raftsim":"trace","version":1,"servers":1,"sent":true}
    {"seq":1,"time":0,"action":"start","server":0}
    {"seq":2,"time":1,"action":"timeout","server":0,"term":1,"vote":0,"role":"leader"}

    """
  private static let violated = """
    {"seq":3,"time":2,"action":"heartbeat","server":0,"commit":9}
    {"seq":4,"time":3,"action":"heartbeat","server":0}

    """

  @Test("writes the trace as a module, and judges it as ever")
  func writes() throws {
    let plain = try CommandTests.raftsim("check", run)
    let outcome = try CommandTests.raftsim("check", "--tla", path("TraceData.tla"), run)
    #expect(outcome.status == 0)
    #expect(outcome.output == plain.output)
    let module = try text("TraceData.tla")
    #expect(module.hasPrefix("---- MODULE TraceData ----\n"))
    #expect(module.contains("action |-> \"timeout\""))
  }

  @Test("a trace that is violated is written whole, and the verdict is that of the first violation")
  func violated() throws {
    try write(Self.trace + Self.violated, to: "run.ndjson")
    let plain = try CommandTests.raftsim("check", run)
    let outcome = try CommandTests.raftsim("check", "--tla", path("TraceData.tla"), run)
    #expect(outcome.status == 1)
    #expect(outcome.output == plain.output)
    #expect(outcome.output.contains("3 steps up to the violation"))
    #expect(try text("TraceData.tla").contains("seq |-> 4"))
  }

  @Test("the module goes to standard output alone, and the words elsewhere")
  func standardOutput() throws {
    let outcome = try CommandTests.raftsim("check", "--tla", "-", "-", input: Self.trace)
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("---- MODULE TraceData ----\n"))
    #expect(outcome.output.hasSuffix("\n====\n"))
    #expect(outcome.errors.contains("no violation"))
  }

  @Test(
    "what cannot be written is reported in one line",
    arguments: [
      (["TraceData.txt"], "TraceData.tla"), (["run-17.tla"], "TraceData.tla"), ([".tla"], "TraceData.tla"),
      (["Properties.tla"], "TraceData.tla"), (["folder/"], "TraceData.tla"), ([""], "path"),
      (["TraceData.tla", "more"], "one FILE"),
    ])
  func badOutput(_ arguments: [String], _ word: String) throws {
    let output = arguments[0].isEmpty ? "" : "\(folder.path)/\(arguments[0])"
    try Self.refuses(["--tla", output, run] + arguments.dropFirst(), word)
  }

  @Test(
    "a module that cannot be written ends with 70, and the verdict is there all the same; a violation with 1",
    arguments: [("missing/TraceData.tla", "No such file"), ("Folder/TraceData.tla", "directory")], [0, 1])
  func lostOutput(_ output: (name: String, word: String), _ violations: Int) throws {
    try FileManager.default.createDirectory(atPath: path("Folder/TraceData.tla"), withIntermediateDirectories: true)
    try write(Self.trace + (violations == 0 ? "" : Self.violated), to: "run.ndjson")
    let outcome = try CommandTests.raftsim("check", run, "--tla", path(output.name))
    #expect(outcome.status == (violations == 0 ? 70 : 1))
    #expect(outcome.output.contains(violations == 0 ? "no violation" : "violated"))
    #expect(outcome.errors.contains(output.word) && outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("a violation is reported although a later line cannot be read, with 1")
  func violatedAndDamaged() throws {
    try write(Self.trace + Self.violated + "{}\n", to: "run.ndjson")
    let outcome = try CommandTests.raftsim("check", run, "--tla", path("TraceData.tla"))
    #expect(outcome.status == 1 && outcome.output.contains("VIOLATION") && outcome.errors.contains(":6: "))
  }

  @Test("the trace that is checked is not overwritten")
  func sameFile() throws {
    try write(Self.trace, to: "TraceData.tla")
    try Self.refuses(["--tla", path("TraceData.tla"), path("./TraceData.tla")], "another file")
    #expect(try text("TraceData.tla") == Self.trace)
  }

  @Test(
    "a trace that cannot be replayed is reported in one line, and the file that was there stays",
    arguments: [
      (trace.replacingOccurrences(of: "\"sent\":true", with: "\"sent\":false"), ":1: "),
      (trace.replacingOccurrences(of: "\"term\":1", with: "\"term\":2147483648"), ":3: event 2 has the number"),
      (trace + "{}\n", ":4: "), ("", ":1: "),
    ])
  func badTrace(_ trace: String, _ word: String) throws {
    try write(trace, to: "run.ndjson")
    try Self.refuses(["--tla", path("TraceData.tla"), run], word)
    #expect(!FileManager.default.fileExists(atPath: path("TraceData.tla")))
    try write("old", to: "TraceData.tla")
    try Self.refuses(["--tla", path("TraceData.tla"), run], word)
    #expect(try text("TraceData.tla") == "old")
  }

  private static func refuses(_ arguments: [String], _ word: String, status: Int32 = 64) throws {
    let outcome = try CommandTests.run(["check"] + arguments)
    #expect(outcome.status == status)
    #expect(outcome.errors.contains(word), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.output.isEmpty)
  }
}

import Foundation
import Testing

@testable import Commands

@Suite("The JSON of every command is as its schema says")
struct OutputSchemaTests {
  private static let folder = URL(filePath: #filePath).appending(path: "../../../../docs/schema").standardized

  private static func schema(_ command: String) throws -> JSONSchema {
    let file = folder.appending(path: "\(command).json")
    return JSONSchema(root: try JSONValue(try String(contentsOf: file, encoding: .utf8)))
  }

  private static func lines(_ arguments: [String]) throws -> [JSONValue] {
    try CommandTests.run(arguments).output.split(separator: "\n").map { try JSONValue(String($0)) }
  }

  private static let found = ["--seed", "1", "--runs", "30", "--no-shrink", "--defect", "vote-any-log"]
  private static let small = ["--max-term", "1", "--max-log", "1", "--servers", "2"]

  /// A copy of a corpus, with a damaged file.
  private static let corpus: String = {
    let copy = FileManager.default.temporaryDirectory.appending(path: "corpus-\(UUID().uuidString)")
    try? FileManager.default.copyItem(at: folder.appending(path: "../../traces/regressions").standardized, to: copy)
    try? Data("{".utf8).write(to: copy.appending(path: "damaged.run.json"))
    return copy.path
  }()

  /// A run that fails in its second step, and is shrunk a little.
  private static let unrecorded =
    ["--calm", "--servers", "1", "--clients", "1", "--defect", "vote-self-unrecorded", "--shrink-runs", "60"]

  /// A directory for the smallest runs.
  private static let smallest: String = {
    let folder = FileManager.default.temporaryDirectory.appending(path: "smallest-\(UUID().uuidString)")
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder.path
  }()

  /// A schedule that fails.
  private static let schedule: String = {
    let text = "raftsim schedule 1\nservers 1\nno-op off\ndefect vote-self-unrecorded\n\ns0 times out\n"
    let file = "\(smallest)/failing.schedule"
    try? Data(text.utf8).write(to: URL(filePath: file))
    return file
  }()

  @Test(
    "and a member more, wherever it is, or less is an error, and so is something else in place of a value",
    arguments: [
      ["fuzz", "--seed", "1", "--runs", "20", "--format", "json"],
      ["fuzz", "--seed", "18446744073709551610", "--runs", "2", "--format", "json"],
      ["fuzz"] + found + ["--keep-going", "--format", "json"],
      ["fuzz"] + found + ["--keep-going", "--format", "ndjson"],
      ["replay", "5", "--format", "json"], ["replay", "1", "--defect", "vote-any-log", "--format", "json"],
      ["replay", "traces/regressions/Linearizability-115cbc04cf3f6b36.run.json", "--format", "json"],
      ["fuzz", "--seed", "1", "--runs", "2", "--keep-going", "--corpus", corpus, "--format", "json"]
        + ["--no-shrink", "--defect", "ack-own-last-index"],
      ["fuzz"] + found + ["--corpus", corpus, "--format", "ndjson"],
      ["fuzz", "--seed", "1", "--runs", "1", "--corpus", smallest, "--format", "json"] + unrecorded,
      ["fuzz", "--seed", "1", "--runs", "1", "--corpus", smallest, "--format", "ndjson"] + unrecorded,
      ["shrink", "1", "--out", "\(smallest)/run", "--write-schedule", "\(smallest)/schedule", "--force"]
        + unrecorded + ["--format", "json"],
      ["shrink", schedule, "--out", "\(smallest)/2", "--write-schedule", "\(smallest)/3", "--force"]
        + ["--format", "json"],
      ["shrink", "5", "--calm", "--duration", "1s", "--format", "json"],
      ["replay", "traces/correct/three-servers.ndjson", "--format", "json"],
      ["replay", "traces/defects/vote-any-log.ndjson", "--schedule", "--format", "json"],
      ["replay", "1", "--defect", "vote-any-log", "--explain", "--shrink-runs", "40", "--format", "json"],
      ["replay", "traces/defects/vote-any-log.ndjson", "--schedule", "--explain", "--format", "json"],
      ["explore"] + small + ["--format", "json"], ["explore"] + small + ["--exact", "--format", "json"],
      ["explore"] + small + ["--walks", "3", "--seed", "1", "--format", "json"],
      [
        "explore", "--defect", "vote-any-log", "--symmetry", "--partial-order", "--depth", "8", "--no-trace",
        "--format", "json",
      ],
      ["explore", "--around", "traces/correct/one-server.ndjson", "--depth", "1", "--format", "json"],
      ["check", "traces/correct/one-server.ndjson", "LICENSE", "no-such-file", "--format", "json"],
      ["check", "traces/defects/vote-any-log.ndjson", "--format", "ndjson"],
      ["check", "traces/histories/linearizable-register.jsonl", "--format", "ndjson"],
      ["check", "traces/histories/violation-append-twice.edn", "--format", "json"],
      ["check", "traces/histories/violation-value-from-nowhere.edn", "--format", "json"],
      ["bench", "--rounds", "1", "--events", "10000", "--format", "json"],
      ["faults", "--format", "json"], ["defects", "--format", "json"], ["invariants", "--format", "json"],
    ])
  func outputs(_ arguments: [String]) throws {
    let (schema, lines) = (try Self.schema(arguments[0]), try Self.lines(arguments))
    #expect(!lines.isEmpty)
    for line in lines {
      #expect(schema.errors(in: line).isEmpty, "\(arguments)")
      guard case .object(var members) = line else { continue }
      members["command"] = nil
      #expect(!schema.errors(in: .object(members)).isEmpty)
    }
    for line in lines.prefix(3) {
      for variant in line.variants where !Self.isPossible(variant.place, of: line) {
        #expect(!schema.errors(in: variant.value).isEmpty, "\(variant.place) \(arguments)")
      }
    }
  }

  /// Whether a value without the member is still valid: the member of a table, or one that only a whole history has.
  private static func isPossible(_ place: String, of line: JSONValue) -> Bool {
    let parts = place.split(separator: " without ", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return false }
    let isHistory = parts[0].isEmpty && line["kind"] == .string("history")
    return tables.contains { parts[0].hasSuffix($0) } || isHistory && ofHistories.contains(String(parts[1]))
  }

  private static let tables = ["/runsWithFault", "/statistics", "/steps", "/tested"]
  private static let ofHistories = [
    "operations", "open", "keys", "method", "searchSteps", "searchBytes", "undecided", "violations",
  ]

  @Test(
    "and so is that of an interrupted command",
    arguments: [ReplayCommand.spec, ExploreCommand.spec, ShrinkCommand.spec])
  func interruption(_ command: CommandSpec) throws {
    let capture = Capture()
    _ = Format.json.report(Interruption(), of: command, results: capture.stream, errors: capture.stream)
    #expect(try Self.schema(command.name).errors(in: try JSONValue(capture.text())).isEmpty)
  }

  @Test("each command with --format has a schema, and each schema is of such a command")
  func complete() throws {
    let commands = Program.raftsim.specs.filter { $0.options.contains { $0.name == "--format" } }.map(\.name)
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == commands.map { "\($0).json" }.sorted())
  }

  @Test("ndjson has a line for each failure in the order of the seeds, and a summary at the end")
  func failures() throws {
    let lines = try Self.lines(["fuzz"] + Self.found + ["--keep-going", "--format", "ndjson"])
    let whole = try #require(try Self.lines(["fuzz"] + Self.found + ["--keep-going", "--format", "json"]).first)
    #expect(lines.dropLast().allSatisfy { $0["kind"] == .string("failure") } && lines.count > 2)
    #expect(lines.last?["kind"] == .string("summary") && lines.last?["violations"] == .integer(lines.count - 1))
    #expect(lines.dropLast().compactMap { $0["seed"] } == whole["failures"]?.elements.compactMap { $0["seed"] })
    #expect(lines.last?["digest"] == whole["digest"])
  }

  @Test(
    "ndjson is refused where there is one result only",
    arguments: [["replay", "1"], ["explore"], ["bench"], ["faults"]])
  func refused(_ arguments: [String]) throws {
    let outcome = try CommandTests.run(arguments + ["--format", "ndjson"])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("option '--format' must be one of text, json, not 'ndjson'"))
  }
}

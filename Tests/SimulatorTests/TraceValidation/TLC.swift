import Foundation
import TestTier

/// TLC, which replays traces against the specification. A tool, not a dependency: it is where `Specs/check` finds it.
struct TLC {
  /// TLC on this machine, or why there is none.
  static let found: Result<TLC, Missing> = find()

  struct Missing: Error, CustomStringConvertible {
    let description: String
  }

  /// What TLC says of a trace and its variants, by their numbers: 0 is the trace itself.
  struct Verdicts {
    /// Those that are consumed whole.
    var accepted: Set<Int> = []
    /// How far each variant has come: the number of the event that comes next.
    var reached: [Int: Int] = [:]
    /// All that TLC printed.
    var output = ""
  }

  private let jar: String
  private static let specs = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Specs")

  private static func find() -> Result<TLC, Missing> {
    guard output(of: "java", ["-version"]) != nil else { return .failure(Missing(description: "there is no java")) }
    let given = ProcessInfo.processInfo.environment["TLA2TOOLS_JAR"]
    let installed = given == nil ? output(of: "./check", ["--jar"]) : nil
    let jar = given ?? installed?.split(separator: "\n").last.map(String.init) ?? ""
    guard FileManager.default.isReadableFile(atPath: jar) else {
      let reason = given.map { "TLA2TOOLS_JAR is '\($0)', which cannot be read" } ?? "'Specs/check --jar' found none"
      return .failure(Missing(description: "there is no tla2tools.jar: \(reason)"))
    }
    return .success(TLC(jar: jar))
  }

  /// Whether TLC is asked. On a laptop without it the tests are skipped; in CI they fail.
  static var isAsked: Bool { reasonNotToAsk == nil }

  /// Why TLC is not asked.
  static var reasonNotToAsk: String? {
    // To look for TLC may install it.
    guard TestTier.isThorough else { return "RAFTSIM_THOROUGH=1 runs it, with Java and TLC" }
    guard case .failure(let missing) = found, ProcessInfo.processInfo.environment["CI"] == nil else { return nil }
    return "TLC cannot judge traces here: \(missing)"
  }

  /// Begins to replay the trace and the variants that are in `module`.
  func start(_ module: [UInt8]) throws -> Replay {
    let folder = FileManager.default.temporaryDirectory.appending(path: "raftsim-tlc-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["Raft.tla", "TraceRaft.tla", "TraceRaft.cfg"] {
      try FileManager.default.copyItem(at: Self.specs.appending(path: name), to: folder.appending(path: name))
    }
    try Data(module).write(to: folder.appending(path: "TraceData.tla"))
    // TLC unpacks its modules into the folder for temporary files, and deletes them: each run has one of its own.
    let java = ["-XX:+UseParallelGC", "-Djava.io.tmpdir=\(folder.path)"]
    let tlc = java + ["-cp", jar, "tlc2.TLC", "-workers", "1", "-deadlock"]
    let output = folder.appending(path: "output")
    let process = try Self.run("java", tlc + ["-config", "TraceRaft.cfg", "TraceRaft.tla"], in: folder, to: output)
    return Replay(process: process, folder: folder, output: output)
  }

  /// TLC at work.
  struct Replay {
    fileprivate let process: Process
    fileprivate let folder: URL
    fileprivate let output: URL

    /// Waits for the verdicts.
    func finish() throws -> Verdicts {
      defer { try? FileManager.default.removeItem(at: folder) }
      process.waitUntilExit()
      return TLC.parse(try String(contentsOf: output, encoding: .utf8))
    }
  }

  private static func parse(_ output: String) -> Verdicts {
    var verdicts = Verdicts(output: output)
    for line in output.split(separator: "\n") where line.hasPrefix("<<\"") {
      let numbers = line.split(whereSeparator: { !$0.isNumber }).compactMap { Int($0) }
      switch numbers.count {
      case 1: verdicts.accepted.insert(numbers[0])
      case 2: verdicts.reached[numbers[0]] = max(numbers[1], verdicts.reached[numbers[0]] ?? 0)
      default: break
      }
    }
    return verdicts
  }

  /// What a program prints before it ends well.
  private static func output(of program: String, _ arguments: [String]) -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: "raftsim-test-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    guard let process = try? run(program, arguments, in: specs, to: file) else { return nil }
    process.waitUntilExit()
    return process.terminationStatus == 0 ? try? String(contentsOf: file, encoding: .utf8) : nil
  }

  private static func run(_ program: String, _ arguments: [String], in folder: URL, to output: URL) throws -> Process {
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}

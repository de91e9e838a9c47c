import Glibc
import TraceChecker

@testable import Commands

/// A command with one option of each kind.
enum Sample {
  static let runs = OptionSpec(
    "--runs", "N", "How many runs to make", group: "Runs", default: "1000", oldName: "--count")
  static let seed = OptionSpec("--seed", "SEED", "The first seed", group: "Runs")
  static let defect = OptionSpec("--defect", "NAME", "A defect to plant", group: "Rules", isRepeatable: true)
  static let quiet = OptionSpec(flag: "--quiet", "Say nothing")
  static let trace = PositionalSpec("TRACE", "The trace to read")
  static let others = PositionalSpec("MORE", "More traces", arity: .any)

  static let spec = CommandSpec(
    name: "fuzz", summary: "Run many seeds", details: "First paragraph.\n\nSecond paragraph.",
    positionals: [trace, others], options: [runs, seed, defect, quiet, .color],
    examples: [.init("raftsim fuzz --runs 5", "Five runs.")], exitCodes: [.ok, .violation])

  static let program = Program(
    summary: "Test things",
    commands: [
      Subcommand(spec: spec) { arguments, console in
        console.output.writeLine("ran \(try arguments.value(runs).integer(in: 1...5000))")
        return .violation
      },
      Subcommand(spec: CommandSpec(name: "broken", summary: "Fail")) { _, _ in throw Failure() },
    ])

  struct Failure: Error {}

  static func parse(_ tokens: String...) throws(UsageError) -> Arguments { try Arguments(tokens, for: spec) }

  static func argument(_ text: String) -> Argument {
    Argument(command: "raftsim fuzz", subject: "option '--x'", raw: RawText(text))
  }
}

/// A stream into a pipe, and what came out of it.
struct Capture {
  let stream: OutputStream
  private let reader: Int32

  init(capacity: Int = 1 << 16) {
    var ends: [Int32] = [0, 0]
    pipe(&ends)
    reader = ends[0]
    stream = OutputStream(descriptor: ends[1], capacity: capacity)
  }

  /// Closes the pipe's end that nobody reads now.
  func closeReader() { close(reader) }

  /// All that was written. To be asked once, at the end.
  func text() -> String {
    stream.flush()
    close(stream.descriptor)
    defer { close(reader) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 4096)
    while case let count = read(reader, &part, part.count), count > 0 { bytes += part[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension Arguments {
  init(_ tokens: [String], for command: CommandSpec) throws(UsageError) {
    try self.init(tokens.map { RawText($0) }, for: command, core: .raftCore)
  }
}

/// The message of a thrown usage error, without the command before and the hint after it.
func complaint(_ body: () throws(UsageError) -> some Any) -> String? {
  do {
    _ = try body()
    return nil
  } catch {
    return error.message + (error.suggestion.map { " ~ \($0)" } ?? "")
  }
}

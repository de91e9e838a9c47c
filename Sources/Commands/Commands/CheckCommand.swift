import Reporting
import TraceChecker

/// `raftsim check`: judges recorded traces and histories of clients, of whatever implementation.
enum CheckCommand {
  static let files = PositionalSpec("FILE", "A trace or a client history ('-' for standard input)", arity: .oneOrMore)

  static let spec = CommandSpec(
    name: "check",
    summary: "Hold traces against the invariants, and client histories against linearizability",
    details: """
      The first line of a file shows what it is. A trace is line-delimited JSON, described in docs/trace-format.md. A \
      client history is line-delimited JSON or EDN, as Jepsen and Porcupine have it, described in docs/histories.md. It is \
      judged for Linearizability only, and a trace for all but Progress and ReplicaAgreement: it does not say by when the \
      cluster had to recover, nor what the state machine of each server returned. Options that a file has no use for are an \
      error.
      """,
    positionals: [files],
    options: [ModuleFile.option] + InvariantOptions.specs + HistoryCheckOptions.specs + [Format.option, .color],
    examples: [
      .init("raftsim check traces/correct/*.ndjson", "Judge the traces of the project."),
      .init("./my-raft --trace | raftsim check -", "Judge another implementation as it runs."),
      .init("raftsim check --nil-read any history.edn", "Judge a client history, as Knossos would."),
      .init("raftsim check --tla TraceData.tla run.ndjson", "Write a trace for TLC to judge, see Specs/trace."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let judge = try FileJudge(arguments)
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    var worst = ExitCode.ok
    for file in arguments.all(files) {
      let verdict = judge.verdict(on: try file.path())
      if verdict.isWhole { try judge.module?.finish(console) }
      // A module on standard output is not to be mixed with words.
      let stream = judge.module?.isStandardOutput == true ? console.errors : console.output
      switch format {
      case .text: verdict.print(stream, console.errors, style)
      case .json: stream.writeLine(verdict.json.text)
      }
      worst = Self.worse(worst, verdict.exitCode)
      if Interrupt.isRequested { return .interrupted }
    }
    return worst
  }

  /// A violation outweighs a file that cannot be read, and that outweighs one that proves nothing.
  private static func worse(_ one: ExitCode, _ other: ExitCode) -> ExitCode {
    let order: [ExitCode] = [.violation, .usage, .inconclusive]
    return order.first { $0 == one || $0 == other } ?? .ok
  }
}

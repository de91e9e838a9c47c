import Reporting
import TraceChecker

/// `raftsim check`: judges recorded traces and histories of clients, of whatever implementation.
enum CheckCommand {
  static let files = PositionalSpec(
    "FILE", "A trace or a client history ('-' for standard input)", arity: .oneOrMore, values: .file)

  static let spec = CommandSpec(
    name: "check",
    summary: "Check recorded traces against the invariants, and client histories for linearizability",
    details: """
      Each file is a trace or a client history; its first line shows which. A trace is line-delimited JSON, described \
      in docs/trace-format.md. A client history is line-delimited JSON or EDN, in the formats of Jepsen and Porcupine, \
      described in docs/histories.md. A client history is checked for Linearizability only. A trace is checked for \
      everything except Progress and ReplicaAgreement, because it does not say by when the cluster had to recover, nor \
      what the state machine of each server returned; Conformance needs a trace that records what each step sends. An \
      option that does not apply to a file is an error.
      """,
    positionals: [files],
    options: [ModuleFile.option] + InvariantOptions.specs + HistoryCheckOptions.specs + [StreamFormat.option, .color],
    examples: [
      .init("raftsim check traces/correct/*.ndjson", "Check the traces of the project."),
      .init("./my-raft --trace | raftsim check -", "Check the trace of another implementation while it runs."),
      .init(
        "raftsim check --nil-read any history.edn", "Check a client history in which a read of nil says nothing."),
      .init(
        "raftsim check --tla TraceData.tla run.ndjson", "Convert a trace to a TLA+ module for TLC; see Specs/trace."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    guard arguments.all(files).count(where: { $0.raw == "-" }) <= 1 else {
      throw arguments.error("argument FILE: '-' is given twice, and standard input can be read only once")
    }
    let judge = try FileJudge(arguments, console)
    let format: StreamFormat = try arguments.value(StreamFormat.option).choice()
    try format.forbid(standardOutputOf: ModuleFile.option, arguments)
    let style = console.style(try arguments.value(.color).choice())
    let paths = try arguments.all(files).map { try $0.path() }
    var worst = ExitCode.ok
    var found: [String] = []
    for (number, path) in paths.enumerated() {
      // The file that is being read says itself that it was interrupted.
      if number > 0, let end = console.cancellation {
        worst = worst.combined(with: end)
        break
      }
      let verdict = judge.verdict(on: path)
      let code = console.code(verdict.exitCode) {
        if verdict.isWhole { try judge.module?.finish(console) }
      }
      // A module on standard output is not to be mixed with words.
      let stream = judge.module?.isStandardOutput == true ? console.errors : console.output
      switch format {
      case .text: verdict.print(stream, console.errors, style)
      case .json, .ndjson:
        if let flaw = verdict.flaw { console.errors.writeLine("\(spec.fullName): \(flaw)") }
        stream.writeLine(verdict.json.text)
      }
      if format == .ndjson { stream.flush() }
      if stream === console.output { found += verdict.brief }
      worst = worst.combined(with: code)
    }
    console.repeatIfLost(found.map { "\(spec.fullName): \($0)" })
    return worst
  }
}

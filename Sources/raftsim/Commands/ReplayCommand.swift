import Simulator
import TraceChecker

/// `raftsim replay`: one run again.
enum ReplayCommand {
  static let source = PositionalSpec(
    "SEED|FILE",
    "A seed, or a trace that raftsim recorded ('-' for standard input; a file whose name is a number as ./17)")
  static let trace = OptionSpec(
    "--trace", "OUT", "Write the trace to this file ('-' for standard output)", group: "Output")
  static let verbose = OptionSpec(flag: "--verbose", "Print every step", group: "Output")

  static let spec = CommandSpec(
    name: "replay", summary: "Run one seed, or one recorded trace, again",
    details: """
      A seed is run in the scenario that it draws, changed by the same options as in the campaign. A trace is run \
      again from its own header and compared step by step: the verdict is that it was violated (as recorded or not), \
      that it passed, or from which step on the run is another one.
      """,
    positionals: [source],
    options: [trace, verbose] + InvariantOptions.specs + ScenarioOptions.specs + [Format.option, .color],
    examples: [
      .init("raftsim replay 17", "Seed 17 again."),
      .init("raftsim replay 17 --defect vote-any-log --trace out.ndjson", "Record a failing run."),
      .init("raftsim replay out.ndjson", "Does it still happen, after the code has changed?"),
      .init("raftsim replay 17 --verbose", "Every step in words."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let source = try arguments.value(source)
    let options = try ScenarioOptions(arguments)
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    let isSeed = source.text.first?.isNumber == true && !source.text.contains("/") && !source.text.contains(".")
    let recorded = isSeed ? nil : try RecordedRun(path: source.path(), arguments, options)
    let plan = try recorded?.plan ?? options.plan(source.seed())
    let invariants = try InvariantOptions.invariants(arguments)
    let output = try arguments[trace].map {
      try TraceFile($0, replaying: isSeed ? nil : source.text, plan, invariants, upTo: recorded?.violates, console)
    }
    let isVerbose = arguments.has(verbose)
    CrashReport.running(seed: plan.seed, slot: 0)
    let result = plan.run(
      invariants: invariants, upTo: recorded?.violates,
      record: { event in
        output?.write(event)
        recorded?.compare(event)
        if isVerbose { console.output.writeLine(EventText.line(event)) }
      }, isCancelled: { Interrupt.isRequested })
    CrashReport.idle(slot: 0)
    try output?.finish()
    if result.wasCancelled { return .interrupted }
    try recorded?.finish()
    let report = ReplayReport(
      result: result, invariants: invariants, difference: recorded?.difference,
      command: recorded == nil
        ? FailureReport.command(seed: plan.seed, typed: InvariantOptions.typed(with: options, arguments))
        : "raftsim replay \(source.text)",
      recorded: recorded.map(\.violates))
    // A trace on standard output is not to be mixed with words.
    let stream = arguments[trace]?.text == "-" ? console.errors : console.output
    switch format {
    case .text: stream.write(report.text(style))
    case .json: stream.writeLine(report.json.text)
    }
    return report.exitCode
  }
}

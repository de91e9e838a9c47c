import Reporting
import Simulator
import TraceChecker

/// `raftsim replay`: replays one run.
enum ReplayCommand {
  static let source = PositionalSpec(
    "SEED|FILE",
    "A seed, or a trace, run file or schedule ('-' for standard input; for a file named 17, give ./17)",
    values: .file)
  static let schedule = OptionSpec(
    flag: "--schedule", "Replay the actions of the trace without time, as if it had no seed", group: "Plan")
  static let trace = OptionSpec(
    "--trace", "OUT", "Write the trace to this file ('-' for standard output)", group: "Output",
    values: .file)
  static let writeSchedule = OptionSpec(
    "--write-schedule", "OUT",
    "Write what happened as a schedule that can be edited to this file ('-' for standard output)", group: "Output",
    values: .file)
  static let verbose = OptionSpec(
    flag: "--verbose", "Print every step and what it sends; a series of heartbeats that change nothing is one line",
    group: "Output")
  static let heartbeats = OptionSpec(
    flag: "--heartbeats", "With --verbose: print every step of heartbeats, too", group: "Output", isMain: false)

  static let spec = CommandSpec(
    name: "replay", summary: "Replay the run of one seed, a recorded trace, a run file, or a schedule",
    details: """
      A seed is run in the scenario that it draws, changed by options as in 'raftsim fuzz'. A trace with a seed in its \
      header is run again and compared with the recording, step by step. The result is one of: a property was \
      violated, as recorded or not; the run passed; or the run diverges from the recording, with the first step that \
      differs.

      A trace without a seed, a trace of format 1, or any trace with --schedule is replayed as a schedule: its actions \
      are taken one after the other without time, and the recorded states are ignored. The result is one of: a \
      property was violated; the schedule passed; or a step of it no longer applies. A file whose first line is \
      'raftsim schedule 1' is a schedule as text, one action a line; --write-schedule writes one.

      A run file, which 'raftsim fuzz --corpus' writes, is run again. The result is one of: the run violates the \
      property that the file expects, in the same steps or in others; it violates something else; it passes; or it \
      passes in other steps than the recorded ones.

      With --explain a failure is shrunk, and the report has the story of it, as in 'raftsim shrink'; no file is \
      written.

      The kinds of steps, for --kind: \(StepFilter.names.joined(separator: ", ")).
      """,
    positionals: [source],
    options: [schedule, trace, writeSchedule, verbose, heartbeats] + StepFilter.specs + InvariantOptions.specs
      + ScenarioOptions.specs + ReplayExplanation.specs
      + [Format.option, .color],
    examples: [
      .init("raftsim replay 3", "Replay the run of seed 3."),
      .init("raftsim replay 3 --defect vote-any-log --trace out.ndjson    # exits with 1", "Record a failing run."),
      .init(
        "raftsim replay out.ndjson    # exits with 1",
        "See whether the failure still happens after the code has changed."),
      .init(
        "raftsim replay out.ndjson --schedule    # exits with 1", "The same, with the same messages in the same order."),
      .init(
        "raftsim replay out.ndjson --write-schedule out.txt    # exits with 1", "Write it as text, to be edited."),
      .init("raftsim replay out.txt    # exits with 1", "Replay the text."),
      .init("raftsim replay out.txt --explain    # exits with 1", "Replay the text, and explain the failure."),
      .init("raftsim replay 3 --verbose", "Print every step."),
      .init("raftsim replay 3 --verbose --server s1 --steps 100-200", "Print some of the steps of one server."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let options = try ScenarioOptions(arguments)
    let output = try ReplayOutput(arguments, console)
    do { return try replay(arguments, options, output) } catch let interruption as Interruption {
      return output.reportInterruption(interruption)
    }
  }

  private static func replay(
    _ arguments: Arguments, _ options: ScenarioOptions, _ output: ReplayOutput
  ) throws -> ExitCode {
    let source = try arguments.value(source)
    guard !isSeed(source) else {
      guard !arguments.has(schedule) else {
        throw arguments.error("\(schedule.name) plays a trace: record one of the seed first, with \(trace.name)")
      }
      return try replay(options.plan(source.seed()), .seed, arguments, options, output)
    }
    return try replayFile(source.path(), arguments, options, output)
  }

  /// Whether it looks like a seed, even an invalid one: a number with a sign is not a file name.
  static func isSeed(_ source: Argument) -> Bool {
    let digits = source.text.hasPrefix("-") ? source.text.dropFirst() : source.text[...]
    return digits.first?.isNumber == true && !digits.contains("/") && !digits.contains(".")
  }

  /// Runs a seed again: compared with its recording or its run file, if there is one.
  static func replay(
    _ plan: RunPlan, _ origin: ReplayOrigin, _ arguments: Arguments, _ options: ScenarioOptions, _ output: ReplayOutput
  ) throws -> ExitCode {
    let source = try arguments.value(source).raw
    let checks = try InvariantOptions.checks(arguments)
    let (recorded, violates) = (origin.recorded, origin.violates)
    let steps = try output.stepPrinter(servers: plan.scenario.servers)
    let file = try output.traceFile(replaying: origin.isFile ? source : nil) {
      try TraceHeader.ofGuardedRun(upTo: violates, plan.traceHeader) { record, calls in
        plan.run(
          checks: checks, upTo: violates, record: record, calls: calls, isCancelled: { Interrupt.isRequested })
      }
    }
    let text = try output.scheduleFile(
      of: Schedule(serversOf: plan), replaying: origin.isFile ? source : nil, plan.traceHeader(violates: nil))
    let events = EventsOnce { event in
      file?.write(event)
      text?.take(event)
      recorded?.compare(event)
      steps?.show(event)
    }
    let isCancelled = output.cancellation(file)
    let result = try TrapGuard.repeating(isCut: \.wasCancelled) { calls in
      events.restart()
      return plan.run(
        checks: checks, upTo: violates, record: events.take, calls: calls, isCancelled: isCancelled)
    }
    steps?.finish()
    if result.wasCancelled { return output.cancel(file, result.violations) }
    recorded?.conclude(result.violations)
    let shown = result.violations.shownBySchedule(upTo: violates, of: checks)
    let finish = {
      try file?.finish()
      try text?.finish(shown, output.console)
      try recorded?.confirm()
    }
    // A violation is reported even if an output is lost, or the rest of the recording cannot be read.
    if result.violations.isEmpty { try finish() }
    let report = ReplayReport(
      result: result, checks: checks, difference: recorded?.difference,
      command: origin.isFile
        ? "\(Program.invocation) replay \(ShellWord.quote(source))"
        : FailureReport.command(
          seed: plan.seed, program: Program.invocation, typed: InvariantOptions.typed(with: options, arguments)),
      recorded: recorded?.verdict, runFile: origin.runFile,
      diagnosis: output.explanation.diagnosis(of: result, violates, checks: checks),
      asksForConformance: InvariantOptions.asksForConformance(arguments))
    output.print(result.violations, text: report.text, json: report.json)
    return result.violations.isEmpty ? report.exitCode : output.console.code(report.exitCode, after: finish)
  }
}

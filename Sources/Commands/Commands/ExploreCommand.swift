import Glibc
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// `raftsim explore`: every state of a bounded cluster.
enum ExploreCommand {
  static let symmetry = OptionSpec(
    flag: "--symmetry", "Treat states that differ only in the names of servers and commands as one", group: "Reductions"
  )
  static let noReductions = OptionSpec(
    flag: "--no-reductions", "Use no reduction; by default both are used where they miss nothing", group: "Reductions")
  static let partialOrder = OptionSpec(
    flag: "--partial-order",
    "Take steps that only send messages as soon as they are possible: fewer states, but a counterexample may not be the "
      + "shortest; not with --max-messages",
    group: "Reductions")

  static let depth = OptionSpec(
    "--depth", "N", "Explore only states that can be reached in at most N steps", group: "Search")
  static let walks = OptionSpec(
    "--walks", "N", "Take N random walks instead, each of --depth steps (by default 100)", group: "Search")
  static let seed = OptionSpec(
    "--seed", "SEED", "Seed of the walks; by default a random one", group: "Search", isMain: false)
  static let around = OptionSpec(
    "--around", "FILE", "Start from every state of this trace or schedule, and explore --depth steps from each",
    group: "Search", values: .file)
  static let jobs = OptionSpec("--jobs", "N", "Number of threads; by default one per processor", group: "Search")
  static let memory = OptionSpec(
    "--memory", "SIZE",
    "Stop before more memory than this is used, such as 8G; by default half of the machine's memory",
    group: "Search")
  static let time = OptionSpec("--max-total-time", "TIME", "Stop after this time, such as 10m", group: "Search")
  static let exact = OptionSpec(
    flag: "--exact", "Compare whole states, and count the states that fingerprints would have missed", group: "Search",
    isMain: false)
  static let progress = OptionSpec(
    flag: "--always-possible", "Check that from every state any majority can elect a leader and commit an entry",
    group: "Checks")
  static let trace = OptionSpec(
    "--trace", "OUT",
    "Write the counterexample to this file ('-' for standard output); by default to a new file "
      + "counterexample-PROPERTY.ndjson in the current directory", group: "Output", values: .file)
  static let noTrace = OptionSpec(flag: "--no-trace", "Do not write the counterexample to a file", group: "Output")

  static let spec = CommandSpec(
    name: "explore", summary: "Explore every state of a bounded cluster, and check every step",
    details: """
      The servers are the same as those of 'raftsim fuzz'; here every possible step is taken in every order, as long \
      as terms, logs and messages stay within the bounds. The search is breadth-first, so no counterexample has fewer \
      steps than the one that is reported; with --partial-order, steps that only send messages are not counted. A \
      search that ends without a violation shows that there is none within these bounds; if no leader is elected or no \
      entry is committed within them, it is reported as vacuous.

      By default three servers are explored with terms up to 2 and logs of one entry, with both reductions, which \
      takes seconds. If one reduction is given, only that one is used; --walks and --around use none unless one is \
      given. Without reductions, or within much larger bounds, the states of three servers are too many for most \
      machines: use two servers, --network bag with --max-messages, or --depth.

      A counterexample in which a step violates a property is shrunk to a schedule of which no step can be left out, \
      and that schedule is reported and written. It may be of fewer servers. The number of steps of the counterexample \
      that was found is reported as well.
      """,
    options: ClusterOptions.specs + [
      symmetry, partialOrder, noReductions, depth, walks, seed, around, jobs, memory, time, exact,
    ]
      + InvariantOptions.specs + [progress, ShrinkOptions.off] + ShrinkOptions.specs
      + [trace, noTrace, Format.option, .color],
    examples: [
      .init("raftsim explore", "All states of three servers within small bounds; takes seconds."),
      .init("raftsim explore --servers 2 --max-term 2 --max-log 2 --restarts any", "With restarts at any moment."),
      .init(
        "raftsim explore --defect vote-any-log --trace out.ndjson    # exits with 1",
        "Write a counterexample to a file."),
      .init("raftsim replay out.ndjson    # exits with 1", "Replay it."),
      .init(
        "raftsim explore --around out.ndjson --depth 3    # exits with 1", "Explore the states near a recorded run."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let format: Format = try arguments.value(Format.option).choice()
    try format.forbid(standardOutputOf: trace, arguments)
    if arguments.has(trace), arguments.has(noTrace) {
      throw arguments.error("\(trace.name) and \(noTrace.name) exclude each other")
    }
    do {
      return try explore(arguments, format, console)
    } catch let interruption as Interruption {
      return format.report(interruption, of: spec, results: console.output, errors: console.errors)
    }
  }

  /// Whether a search was ended before it was done.
  private static func isCut(_ outcome: Result<ExplorationReport, any Error>) -> Bool {
    guard case .success(let report) = outcome else { return true }
    return [.interrupted, .memory, .time].contains(report.stopReason)
  }

  private static func explore(_ arguments: Arguments, _ format: Format, _ console: Console) throws -> ExitCode {
    let start = MonotonicClock.microseconds()
    let style = console.style(try arguments.value(.color).choice())
    let plan = try ExplorationPlan(arguments, console, start: start)
    let shrinking = try ShrinkOptions(arguments)
    let asked = try arguments[trace].map { try CounterexampleFile($0, around: arguments[around]?.raw) }
    let line = console.progress(isWanted: format == .text || console.errors.terminal.isTerminal)
    let progress = SearchProgress(line, start)
    var report = try TrapGuard.repeating(isCut: isCut) { calls in
      Result { try plan.run(progress, calls, arguments) }
    }.get()
    report.elapsed = MonotonicClock.microseconds() - start
    if !arguments.has(ShrinkOptions.off) { report.shrinkCounterexample(shrinking.limits(jobs: plan.limits.jobs)) }
    let file = asked ?? (arguments.has(noTrace) ? nil : report.brokenName.map(CounterexampleFile.init(new:)))
    let written = Result { try file?.write(report.counterexample, breaking: report.plan.search.checks, console) }
    if case .success = written { report.file = file?.path }
    // A trace on standard output is not to be mixed with words.
    let stream = file?.isStandardOutput == true ? console.errors : console.output
    switch format {
    case .text: stream.write(report.text(style))
    case .json: stream.writeLine(report.json.text)
    }
    if stream === console.output { console.repeatIfLost(report.brief.map { "\(spec.fullName): \($0)" }) }
    return console.code(report.exitCode) { try written.get() }
  }
}

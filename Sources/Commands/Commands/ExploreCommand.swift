import Glibc
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// `raftsim explore`: every state of a bounded cluster.
enum ExploreCommand {
  static let symmetry = OptionSpec(
    flag: "--symmetry", "Take states for one that differ only in names of servers and commands", group: "Reductions")
  static let noReductions = OptionSpec(
    flag: "--no-reductions", "Neither of the two, which are both used where they can be if neither is given",
    group: "Reductions")
  static let partialOrder = OptionSpec(
    flag: "--partial-order",
    "Do at once what only sends messages: a counterexample is shortest but for that; not with --max-messages",
    group: "Reductions")

  static let depth = OptionSpec("--depth", "N", "Look no further than so many steps", group: "Search")
  static let walks = OptionSpec(
    "--walks", "N", "Take N random walks instead, of --depth steps or 100", group: "Search")
  static let seed = OptionSpec("--seed", "SEED", "Seed of the walks; otherwise a fresh one", group: "Search")
  static let around = OptionSpec(
    "--around", "TRACE", "Begin at every state of this trace, as far as it applies, and look --depth steps around",
    group: "Search")
  static let jobs = OptionSpec("--jobs", "N", "Threads; otherwise one for each core", group: "Search")
  static let memory = OptionSpec(
    "--memory", "SIZE", "Stop before more memory is used, as in 8G; otherwise half of the machine's", group: "Search")
  static let time = OptionSpec("--max-total-time", "TIME", "Stop after this time, as in 10m", group: "Search")
  static let exact = OptionSpec(
    flag: "--exact", "Compare whole states, and count what fingerprints would have lost", group: "Search")
  static let progress = OptionSpec(
    flag: "--always-possible", "Show for every state that any majority can elect a leader from it and commit an entry",
    group: "Checks")
  static let trace = OptionSpec(
    "--trace", "OUT",
    "Write the counterexample to this file ('-' for standard output); otherwise to a new counterexample-PROPERTY.ndjson "
      + "in the current folder", group: "Output")
  static let noTrace = OptionSpec(flag: "--no-trace", "Write the counterexample to no file", group: "Output")

  static let spec = CommandSpec(
    name: "explore", summary: "Take every step that a bounded cluster can take, and check each",
    details: """
      The servers are the ones that 'raftsim fuzz' runs; here anything that can happen does, in every order, as long as \
      terms, logs and messages stay within bounds. Breadth first: a counterexample is a shortest one. What was \
      explored to the end has no violation within these bounds; a bound under which no leader is elected, or nothing is \
      committed, is reported as vacuous.

      As given, three servers with terms up to 2 and logs of one entry are explored to the end in seconds, with both \
      reductions. They are on if neither is given, but for --walks and --around, and each only where it leaves nothing out. \
      Without them, and with greater bounds, the states of three servers are too many for most machines: two servers, a bag \
      of few messages, or a --depth end the search.
      """,
    options: ClusterOptions.specs + [
      symmetry, partialOrder, noReductions, depth, walks, seed, around, jobs, memory, time, exact,
    ]
      + InvariantOptions.specs + [progress, trace, noTrace, Format.option, .color],
    examples: [
      .init("raftsim explore", "Three servers, terms up to 2, logs of one entry: seconds."),
      .init("raftsim explore --servers 2 --max-term 2 --max-log 2 --restarts any", "Restarts at any moment."),
      .init("raftsim explore --defect vote-any-log --trace out.ndjson", "A shortest counterexample, in a file."),
      .init("raftsim replay out.ndjson", "Play it."),
      .init("raftsim explore --around out.ndjson --depth 3", "Look around a run that was recorded."),
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

  private static func explore(_ arguments: Arguments, _ format: Format, _ console: Console) throws -> ExitCode {
    let start = MonotonicClock.microseconds()
    let style = console.style(try arguments.value(.color).choice())
    let plan = try ExplorationPlan(arguments, console, start: start)
    let asked = try arguments[trace].map { try CounterexampleFile($0, around: arguments[around]?.text) }
    let line = console.progress(isWanted: format == .text || console.errors.terminal.isTerminal)
    var report = try plan.run(SearchProgress(line, start), arguments)
    let file = try asked ?? (arguments.has(noTrace) ? nil : report.brokenName.map(CounterexampleFile.init(new:)))
    report.file = file?.path
    // A trace on standard output is not to be mixed with words.
    let stream = file?.isStandardOutput == true ? console.errors : console.output
    switch format {
    case .text: stream.write(report.text(style))
    case .json: stream.writeLine(report.json.text)
    }
    // After the report, so that it is not lost when the disk is full.
    return console.code(report.exitCode) {
      try file?.write(report.counterexample, breaking: plan.search.checks, console)
    }
  }
}

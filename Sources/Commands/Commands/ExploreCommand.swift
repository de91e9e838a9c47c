import Glibc
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// `raftsim explore`: every state of a bounded cluster.
enum ExploreCommand {
  static let symmetry = OptionSpec(
    flag: "--symmetry", "Take states for one that differ only in names of servers and commands", group: "Reductions")
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
    "--trace", "OUT", "Write the counterexample to this file, for 'raftsim replay'", group: "Output")

  static let spec = CommandSpec(
    name: "explore", summary: "Take every step that a bounded cluster can take, and check each",
    details: """
      The servers are the ones that 'raftsim fuzz' runs; here anything that can happen does, in every order, as long as \
      terms, logs and messages stay within bounds. Breadth first: a counterexample is a shortest one. What was \
      explored to the end has no violation within these bounds; a bound under which no leader is elected, or nothing is \
      committed, is reported as vacuous.

      Without reductions the states of three servers are too many for most machines: two servers, --symmetry and \
      --partial-order, a bag of few messages or a --depth bring an end.
      """,
    options: ClusterOptions.specs + [symmetry, partialOrder, depth, walks, seed, around, jobs, memory, time, exact]
      + InvariantOptions.specs + [progress, trace, Format.option, .color],
    examples: [
      .init("raftsim explore --servers 3 --max-term 2 --max-log 1 --symmetry --partial-order", "Seconds."),
      .init("raftsim explore --servers 2 --max-term 2 --max-log 2 --restarts any", "Restarts at any moment."),
      .init("raftsim explore --defect vote-any-log --trace out.ndjson", "A shortest counterexample, kept."),
      .init("raftsim replay out.ndjson", "Play it."),
      .init("raftsim explore --around out.ndjson --depth 3", "Look around a run that was recorded."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let format: Format = try arguments.value(Format.option).choice()
    do {
      return try explore(arguments, format, console)
    } catch is Interruption {
      return format.reportInterruption(of: spec, results: console.output, errors: console.errors)
    }
  }

  private static func explore(_ arguments: Arguments, _ format: Format, _ console: Console) throws -> ExitCode {
    let plan = try ExplorationPlan(arguments)
    let style = console.style(try arguments.value(.color).choice())
    let start = MonotonicClock.microseconds()
    let file = try arguments[trace].map { try CounterexampleFile($0, around: arguments[around]?.text) }
    let line = console.progress(isWanted: format == .text || console.errors.terminal.isTerminal)
    let report = plan.run(SearchProgress(line, start), console)
    // A trace on standard output is not to be mixed with words.
    let stream = file?.isStandardOutput == true ? console.errors : console.output
    switch format {
    case .text: stream.write(report.text(style))
    case .json: stream.writeLine(report.json.text)
    }
    // After the report, so that it is not lost when the disk is full.
    try file?.write(report.counterexample, breaking: plan.search.checks, console)
    return report.exitCode
  }
}

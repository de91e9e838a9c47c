import Glibc
import Reporting
import Simulator
import TraceChecker

/// `raftsim bench`: how fast the simulation is, with all checks on.
enum BenchCommand {
  static let subject = PositionalSpec(
    "WHAT", "simulation, explore or linearizability; by default simulation",
    arity: .optional, values: .cases(of: Subject.self))
  static let rounds = OptionSpec(
    "--rounds", "N", "simulation, linearizability: number of measurements, of which the median is taken",
    group: "Bench", default: "5")
  static let events = OptionSpec(
    "--events", "N", "simulation: number of events of the longest run", group: "Bench", default: "10000000")

  static let spec = CommandSpec(
    name: "bench",
    summary: "Measure the speed of simulation, exploration or linearizability checks",
    details: """
      bench simulation measures clusters of 3 and 5 servers with all checks, on one thread, by processor time: without \
      faults, with clients that pause between requests as in campaigns and with clients that never pause, in runs from \
      ten thousand events to --events, which shows whether the cost of an event grows; and the scenarios of seeds from \
      1 on with all their faults. It repeats that without the check of conformance to the specification. The time in \
      checks is the fraction that a run without any check saves.

      bench explore measures states per second, by real time, and the memory per state; with --tlc, TLC explores the \
      same models for comparison.

      bench linearizability measures verdicts on client histories of a register, by processor time, and the memory of \
      the search; each round has a seed of its own.
      """,
    positionals: [subject], options: [rounds, events, ExploreBench.jobs, ExploreBench.tlc, Format.option, .color],
    examples: [
      .init("swift run -c release raftsim bench", "In a release build; a debug build is 20 times slower."),
      .init("swift run -c release raftsim bench explore --tlc Specs/check", "Exploration, compared with TLC."),
    ],
    exitCodes: [.ok, .usage, .internal, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private enum Subject: String, CaseIterable {
    case simulation, explore, linearizability
  }

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let subject: Subject = try arguments[subject]?.choice() ?? .simulation
    if subject == .explore {
      if arguments.has(rounds) {
        throw arguments.error("\(rounds.name) is for bench simulation and bench linearizability")
      }
      if arguments.has(events) { throw arguments.error("\(events.name) is for bench simulation") }
      return try ExploreBench.run(arguments, console)
    }
    if let option = ExploreBench.specs.first(where: arguments.has) {
      throw arguments.error("\(option.name) is for bench explore")
    }
    let rounds = try arguments.value(rounds).integer(in: 1...1000)
    if subject == .linearizability {
      if arguments.has(events) { throw arguments.error("\(events.name) is for bench simulation") }
      return try LinearizabilityBench.run(arguments, console, rounds: rounds)
    }
    let longest = try arguments.value(events).integer(in: 10_000...1 << 40)
    let format: Format = try arguments.value(Format.option).choice()
    return try SimulationBench.run(
      console, rounds: rounds, longest: longest, format: format,
      style: console.style(try arguments.value(.color).choice()))
  }
}

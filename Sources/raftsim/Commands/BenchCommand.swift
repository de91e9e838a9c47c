import Glibc
import Simulator
import TraceChecker

/// `raftsim bench`: how fast the simulation is, with all checks on.
enum BenchCommand {
  static let subject = PositionalSpec(
    "WHAT", "simulation, explore (the exploration of every state) or linearizability; otherwise simulation",
    arity: .optional)
  static let rounds = OptionSpec(
    "--rounds", "N", "Measure each so often and take the median", group: "Bench", default: "5")
  static let events = OptionSpec(
    "--events", "N", "Events of the longest run", group: "Bench", default: "10000000")

  static let spec = CommandSpec(
    name: "bench",
    summary: "Measure simulated events and writes per second, explored states, or verdicts on histories",
    details: """
      Clusters of 3 and 5 servers without faults, every check on, on one thread, by processor time; the last column \
      is the same without the check of conformance to the specification. A cluster is \
      measured as campaigns use it (clients that pause between requests) and saturated (clients that never pause), \
      and in runs that grow from ten thousand events to the longest: the cost of an event must not grow along.

      bench explore measures states per second, by real time, and the memory of a state; with --tlc TLC explores the \
      models that both have, in the same run.

      bench linearizability measures verdicts on client histories of a register, by processor time, and the memory \
      of the search; each round has a seed of its own.
      """,
    positionals: [subject], options: [rounds, events, ExploreBench.jobs, ExploreBench.tlc, Format.option, .color],
    examples: [
      .init("swift run -c release raftsim bench", "In a release build; a debug build is 20 times slower."),
      .init("swift run -c release raftsim bench explore --tlc Specs/check", "Exploration, beside TLC."),
    ],
    exitCodes: [.ok, .usage, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private enum Subject: String, CaseIterable {
    case simulation, explore, linearizability
  }

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let subject: Subject = try arguments[subject]?.choice() ?? .simulation
    if subject == .explore {
      if let option = [rounds, events].first(where: arguments.has) {
        throw arguments.error("\(option.name) is for bench simulation")
      }
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
    let style = console.style(try arguments.value(.color).choice())
    var results: [Measurement] = []
    if format == .text { console.output.writeLine(style.bold(Measurement.heading)) }
    for load in Load.allCases {
      for servers in [3, 5] {
        for events in Set([10_000, min(1_000_000, longest), longest]).sorted() {
          guard !Interrupt.isRequested else { return .interrupted }
          let result = Measurement(load, servers: servers, events: events, rounds: events > 1_000_000 ? 1 : rounds)
          if Interrupt.isRequested { return .interrupted }
          results.append(result)
          if format == .text { console.output.writeLine(result.line) }
          console.output.flush()
        }
      }
    }
    if format == .json {
      console.output.writeLine(
        JSONText.object([("command", "bench"), ("results", .array(results.map(\.json)))]).text)
    }
    return .ok
  }

  /// What the clients of a measured cluster do.
  enum Load: String, CaseIterable {
    case campaign, saturated

    func scenario(servers: Int, events: Int) -> Scenario {
      var scenario = Scenario()
      scenario.servers = servers
      scenario.events = events
      scenario.duration = 24 * 3_600_000_000
      switch self {
      case .campaign: scenario.clients = 2
      case .saturated:
        scenario.clients = 8
        scenario.think = 0
      }
      return scenario
    }
  }
}

/// One measurement: the median of its rounds.
struct Measurement {
  let load: BenchCommand.Load
  let servers: Int
  let events: Int
  let writes: Int
  /// Processor time, in microseconds.
  let time: Int
  /// The same without the check of conformance.
  let timeWithoutConformance: Int

  init(_ load: BenchCommand.Load, servers: Int, events: Int, rounds: Int) {
    let plan = RunPlan(seed: 1, scenario: load.scenario(servers: servers, events: events))
    let invariants = Checker.standardInvariants
    var (times, shorterTimes, statistics) = ([Int](), [Int](), RunStatistics())
    // In turn, so that both see the same moods of a shared machine.
    for _ in 0..<rounds {
      times.append(Self.time { statistics = Self.run(plan, invariants) })
      shorterTimes.append(Self.time { _ = Self.run(plan, invariants.filter { !($0 is Conformance) }) })
    }
    self.load = load
    self.servers = servers
    self.events = statistics.events
    writes = statistics.commits
    time = max(1, times.sorted()[rounds / 2])
    timeWithoutConformance = max(1, shorterTimes.sorted()[rounds / 2])
  }

  private static func run(_ plan: RunPlan, _ invariants: [any Invariant]) -> RunStatistics {
    plan.run(invariants: invariants, isCancelled: { Interrupt.isRequested }).statistics
  }

  private static func time(_ work: () -> Void) -> Int {
    let start = processorTime()
    work()
    return processorTime() - start
  }

  static func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  static let heading =
    "load        servers      events     events/s   ns/event     writes/s   without conformance"

  var line: String {
    let nanoseconds = time * 1000 / max(1, events)
    return TextLayout.pad(load.rawValue, to: 12)
      + [
        (String(servers), 7), (Readable.count(events), 12), (Readable.rate(events, in: time), 13),
        (String(nanoseconds), 11), (Readable.rate(writes, in: time), 13),
        (Readable.rate(events, in: timeWithoutConformance), 22),
      ].map { String(repeating: " ", count: max(1, $0.1 - $0.0.count)) + $0.0 }.joined()
  }

  var json: JSONText {
    .object([
      ("load", .string(load.rawValue)), ("servers", .integer(servers)), ("events", .integer(events)),
      ("writes", .integer(writes)), ("microseconds", .integer(time)),
      ("eventsPerSecond", .integer(events * 1_000_000 / time)),
      ("writesPerSecond", .integer(writes * 1_000_000 / time)),
      ("eventsPerSecondWithoutConformance", .integer(events * 1_000_000 / timeWithoutConformance)),
    ])
  }
}

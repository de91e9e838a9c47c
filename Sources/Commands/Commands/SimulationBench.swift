import Glibc
import Reporting
import Simulator
import TraceChecker

/// `raftsim bench simulation`: events per second, and the fraction of the time that the checks take.
enum SimulationBench {
  static func run(_ console: Console, rounds: Int, longest: Int, format: Format, style: Style) throws -> ExitCode {
    var results: [Measurement] = []
    if format == .text { console.output.writeLine(style.bold(Measurement.heading)) }
    for load in loads(longest) {
      if let end = console.cancellation { return end }
      let result = Measurement(load, rounds: load.events > 1_000_000 ? 1 : rounds)
      if let end = console.cancellation { return end }
      results.append(result)
      if format == .text { console.output.writeLine(result.line) }
      console.output.flush()
    }
    if format == .json {
      console.output.writeLine(
        JSONText.object([("command", "bench"), ("results", .array(results.map(\.json)))]).text)
    }
    return .ok
  }

  private static func loads(_ longest: Int) -> [Load] {
    let lengths = Set([10_000, min(1_000_000, longest), longest]).sorted()
    let calm = [Load.Kind.campaign, .saturated].flatMap { kind in
      [3, 5].flatMap { servers in lengths.map { Load(kind: kind, servers: servers, events: $0) } }
    }
    return calm + [Load(kind: .faults, servers: nil, events: min(1_000_000, longest))]
  }

  /// The runs that one row of the table measures.
  struct Load {
    enum Kind: String {
      case campaign, saturated, faults
    }

    let kind: Kind
    /// The size of the cluster; `nil` where each seed has its own.
    let servers: Int?
    /// About how many events.
    let events: Int

    /// Makes runs until there were enough events, each by `run`, which returns how many there were.
    func repeatRuns(_ run: (RunPlan) -> Int) {
      var (seed, left) = (1 as UInt64, events)
      while left > 0, !Interrupt.isRequested {
        left -= run(plan(seed))
        seed += 1
      }
    }

    private func plan(_ seed: UInt64) -> RunPlan {
      guard let servers else { return RunPlan(seed: seed, scenario: Scenario(swarm: seed)) }
      var scenario = Scenario()
      scenario.servers = servers
      scenario.events = events
      scenario.duration = 24 * 3_600_000_000
      scenario.clients = kind == .saturated ? 8 : 2
      if kind == .saturated { scenario.think = 0 }
      return RunPlan(seed: seed, scenario: scenario)
    }
  }
}

/// One measurement: the median of its rounds.
struct Measurement {
  let load: SimulationBench.Load
  private(set) var events = 0
  private(set) var writes = 0
  /// Processor time, in microseconds.
  let time: Int
  /// The time of an event, in picoseconds: with all checks, without conformance, and without any check.
  private let costs: (all: Int, withoutConformance: Int, unjudged: Int)

  init(_ load: SimulationBench.Load, rounds: Int) {
    self.load = load
    let (all, fewer) = (Checker.allChecks, Checker.allChecks.filter { !($0 is Conformance) })
    var (whole, partly, unjudged) = ([(Int, Int)](), [(Int, Int)](), [(Int, Int)]())
    var writes = 0
    // In turn, so that all see the same moods of a shared machine.
    for _ in 0..<rounds {
      writes = 0
      whole.append(
        Self.measure(load) { plan in
          let statistics = plan.run(checks: all, isCancelled: { Interrupt.isRequested }).statistics
          writes += statistics.commits
          return statistics.events
        })
      partly.append(
        Self.measure(load) { $0.run(checks: fewer, isCancelled: { Interrupt.isRequested }).statistics.events })
      unjudged.append(Self.measure(load) { $0.runUnjudged(isCancelled: { Interrupt.isRequested }).events })
    }
    let median = Self.median(whole)
    (events, time, self.writes) = (median.events, median.time, writes)
    costs = (Self.cost(median), Self.cost(Self.median(partly)), Self.cost(Self.median(unjudged)))
  }

  private static func measure(_ load: SimulationBench.Load, _ run: (RunPlan) -> Int) -> (time: Int, events: Int) {
    var events = 0
    let start = processorTime()
    load.repeatRuns { plan in
      let count = run(plan)
      events += count
      return count
    }
    return (max(1, processorTime() - start), max(1, events))
  }

  private static func median(_ rounds: [(time: Int, events: Int)]) -> (time: Int, events: Int) {
    rounds.sorted { cost($0) < cost($1) }[rounds.count / 2]
  }

  private static func cost(_ round: (time: Int, events: Int)) -> Int { round.time * 1_000_000 / round.events }

  static func processorTime() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1000
  }

  /// The fraction of the time that the checks take, in percent.
  private var percentInChecks: Int { max(0, costs.all - costs.unjudged) * 100 / max(1, costs.all) }

  static let heading =
    "load        servers      events     events/s   ns/event     writes/s   without conformance      time in checks"

  var line: String {
    TextLayout.pad(load.kind.rawValue, to: 12)
      + [
        (load.servers.map(String.init) ?? "1-7", 7), (Readable.count(events), 12),
        (Readable.rate(events, in: time), 13), (String(costs.all / 1000), 11), (Readable.rate(writes, in: time), 13),
        (Readable.rate(1_000_000, in: max(1, costs.withoutConformance)), 22), ("\(percentInChecks) %", 20),
      ].map { String(repeating: " ", count: max(1, $0.1 - $0.0.count)) + $0.0 }.joined()
  }

  var json: JSONText {
    .object([
      ("load", .string(load.kind.rawValue)), ("servers", load.servers.map { .integer($0) } ?? .null),
      ("events", .integer(events)), ("writes", .integer(writes)), ("microseconds", .integer(time)),
      ("eventsPerSecond", .integer(events * 1_000_000 / time)),
      ("writesPerSecond", .integer(writes * 1_000_000 / time)),
      ("eventsPerSecondWithoutConformance", .integer(1_000_000_000_000 / max(1, costs.withoutConformance))),
      ("percentOfCheckers", .integer(percentInChecks)),
    ])
  }
}

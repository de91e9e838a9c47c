import Glibc
import Reporting
import Simulator
import TraceChecker

/// `raftsim bench linearizability`: how long verdicts on client histories take, and how much memory.
enum LinearizabilityBench {
  /// A history, and the way that it is judged.
  struct Case {
    let name: String
    let workload: RegisterWorkload
    let usesZones: Bool

    init(
      _ name: String, calls: Int, clients: Int, usesZones: Bool = false,
      _ change: (inout RegisterWorkload) -> Void = { _ in }
    ) {
      var workload = RegisterWorkload()
      (workload.calls, workload.clients) = (calls, clients)
      change(&workload)
      (self.name, self.workload, self.usesZones) = (name, workload, usesZones)
    }

    /// Clients that never pause read and write, each value once.
    static func writesOnce(_ workload: inout RegisterWorkload) {
      (workload.compareAndSets, workload.reads, workload.values, workload.pause) = (0, 50, nil, 0)
    }
  }

  static func run(_ arguments: Arguments, _ console: Console, rounds: Int) throws -> ExitCode {
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    var rows: [LinearizabilityMeasurement] = []
    if format == .text { console.output.writeLine(style.bold(LinearizabilityMeasurement.heading)) }
    for benchCase in cases {
      if let end = console.cancellation { return end }
      let row = LinearizabilityMeasurement(benchCase, rounds: rounds)
      if let end = console.cancellation { return end }
      rows.append(row)
      if format == .text { console.output.writeLine(row.line) }
      console.output.flush()
    }
    switch format {
    case .text:
      console.output.writeLine("peak memory of the process, histories included: \(Readable.size(Memory.peak))")
    case .json:
      console.output.writeLine(
        JSONText.object([
          ("command", "bench linearizability"), ("results", .array(rows.map(\.json))),
          ("peakBytes", .integer(Memory.peak)),
        ]).text)
    }
    return .ok
  }

  private static var cases: [Case] {
    [
      Case("cas, 5 clients", calls: 100_000, clients: 5),
      Case("cas, 10 clients", calls: 10_000, clients: 10),
      Case("  no pauses, 5 clients", calls: 100_000, clients: 5) { $0.pause = 0 },
      Case("  no pauses, 10 clients", calls: 10_000, clients: 10) { $0.pause = 0 },
      Case("  no pauses, 10 clients, 50 values", calls: 10_000, clients: 10) { ($0.pause, $0.values) = (0, 50) },
      Case("  no pauses, 5 clients, 1 in 1000 crashes", calls: 100_000, clients: 5) {
        ($0.pause, $0.crashes) = (0, 1)
      },
      Case("  5 clients, a stale read near the end", calls: 100_000, clients: 5) {
        ($0.values, $0.staleRead) = (nil, 99_000)
      },
      Case("  no pauses, 10 clients, a stale read", calls: 10_000, clients: 10) {
        ($0.pause, $0.values, $0.staleRead) = (0, nil, 9_000)
      },
      Case("writes once, 5 clients", calls: 100_000, clients: 5, Case.writesOnce),
      Case("  by zones", calls: 100_000, clients: 5, usesZones: true, Case.writesOnce),
      Case("writes once, 10 clients", calls: 10_000, clients: 10, Case.writesOnce),
      Case("  by zones", calls: 10_000, clients: 10, usesZones: true, Case.writesOnce),
      Case("  by zones, a stale read near the end", calls: 100_000, clients: 5, usesZones: true) {
        Case.writesOnce(&$0)
        $0.staleRead = 99_000
      },
    ]
  }
}

/// One measurement: the median of its rounds, each with a seed of its own.
struct LinearizabilityMeasurement {
  let name: String
  let calls: Int
  /// The verdict that took most memory.
  let verdict: Linearizability.Verdict
  /// Processor time, in microseconds.
  let time: Int

  /// Measures a case. The result has no meaning if the program was interrupted meanwhile.
  init(_ benchCase: LinearizabilityBench.Case, rounds: Int) {
    name = benchCase.name
    calls = benchCase.workload.calls
    var (times, worst) = ([Int](), Linearizability.Verdict?.none)
    for seed in 1...rounds where !Interrupt.isRequested {
      let history = benchCase.workload.history(seed: UInt64(seed))
      let start = Measurement.processorTime()
      let budget = Linearizability.Budget(isCancelled: { Interrupt.isRequested })
      let verdict = Linearizability.check(history, budget: budget, usesZones: benchCase.usesZones)
      times.append(Measurement.processorTime() - start)
      if verdict.bytes >= worst?.bytes ?? 0 { worst = verdict }
    }
    verdict = worst ?? Linearizability.check(ClientHistory<Register>())
    time = max(1, times.isEmpty ? 0 : times.sorted()[times.count / 2])
  }

  static let heading =
    "history                                    operations   verdict        by       time    per op        steps     memory"

  var line: String {
    let columns: [(String, Int)] = [
      (Readable.count(calls), 11), (word, 16), (verdict.method.rawValue, 8),
      (Readable.duration(microseconds: time), 11), ("\(time * 1000 / calls) ns", 10),
      (Readable.count(verdict.steps), 13), (Readable.size(verdict.bytes), 11),
    ]
    return TextLayout.pad(name, to: 42)
      + columns.map { String(repeating: " ", count: max(1, $0.1 - $0.0.count)) + $0.0 }.joined()
  }

  private var word: String {
    switch verdict.outcome {
    case .linearizable: "linearizable"
    case .violation: "violation"
    case .inconclusive: "inconclusive"
    }
  }

  var json: JSONText {
    .object([
      ("history", .string(name)), ("calls", .integer(calls)), ("verdict", .string(word)),
      ("method", .string(verdict.method.rawValue)), ("microseconds", .integer(time)),
      ("steps", .integer(verdict.steps)), ("bytes", .integer(verdict.bytes)),
    ])
  }
}

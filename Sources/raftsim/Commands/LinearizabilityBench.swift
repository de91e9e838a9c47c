import Glibc
import Simulator
import TraceChecker

/// `raftsim bench linearizability`: how long verdicts on client histories take, and how much memory.
enum LinearizabilityBench {
  /// A history, and the way that it is judged.
  struct Case {
    let name: String
    let workload: RegisterWorkload
    var usesZones = false
  }

  static func run(_ arguments: Arguments, _ console: Console, rounds: Int) throws -> ExitCode {
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    var rows: [LinearizabilityMeasurement] = []
    if format == .text { console.output.writeLine(style.bold(LinearizabilityMeasurement.heading)) }
    for benchCase in cases {
      guard !Interrupt.isRequested else { return .interrupted }
      let row = LinearizabilityMeasurement(benchCase, rounds: rounds)
      rows.append(row)
      if format == .text { console.output.writeLine(row.line) }
      console.output.flush()
    }
    if format == .json {
      console.output.writeLine(
        JSONText.object([("command", "bench linearizability"), ("results", .array(rows.map(\.json)))]).text)
    }
    return .ok
  }

  static var cases: [Case] {
    let five = workload(100_000, by: 5) { _ in }
    let ten = workload(10_000, by: 10) { _ in }
    return [
      Case(name: "cas, 5 clients", workload: five),
      Case(name: "cas, 10 clients", workload: ten),
      Case(name: "cas, 5 clients, no pauses", workload: workload(100_000, by: 5) { $0.pause = 0 }),
      Case(name: "cas, 10 clients, no pauses", workload: workload(10_000, by: 10) { $0.pause = 0 }),
      Case(
        name: "cas, 10 clients, 50 values, no pauses",
        workload: workload(10_000, by: 10) { ($0.pause, $0.values) = (0, 50) }),
      Case(name: "cas, 5 clients, some crash", workload: workload(100_000, by: 5) { ($0.pause, $0.crashes) = (0, 1) }),
      Case(
        name: "cas, 5 clients, a stale read at the end",
        workload: workload(100_000, by: 5) { ($0.values, $0.staleRead) = (nil, 99_000) }),
      Case(
        name: "cas, 10 clients, a stale read",
        workload: workload(10_000, by: 10) { ($0.pause, $0.values, $0.staleRead) = (0, nil, 9_000) }),
      Case(name: "reads and writes, 5 clients", workload: plain(100_000, by: 5)),
      Case(name: "  by zones", workload: plain(100_000, by: 5), usesZones: true),
      Case(name: "reads and writes, 10 clients", workload: plain(10_000, by: 10)),
      Case(name: "  by zones", workload: plain(10_000, by: 10), usesZones: true),
      Case(
        name: "  by zones, a stale read",
        workload: workload(100_000, by: 5) {
          ($0.compareAndSets, $0.reads, $0.values, $0.staleRead) = (0, 50, nil, 99_000)
        }, usesZones: true),
    ]
  }

  private static func plain(_ calls: Int, by clients: Int) -> RegisterWorkload {
    workload(calls, by: clients) { ($0.compareAndSets, $0.reads, $0.values, $0.pause) = (0, 50, nil, 0) }
  }

  private static func workload(
    _ calls: Int, by clients: Int, _ change: (inout RegisterWorkload) -> Void
  ) -> RegisterWorkload {
    var workload = RegisterWorkload()
    (workload.calls, workload.clients) = (calls, clients)
    change(&workload)
    return workload
  }
}

/// One measurement: the median of its rounds.
struct LinearizabilityMeasurement {
  let name: String
  let calls: Int
  let verdict: Linearizability.Verdict
  /// Processor time, in microseconds.
  let time: Int

  init(_ benchCase: LinearizabilityBench.Case, rounds: Int) {
    var times: [Int] = []
    var verdict = Linearizability.Verdict?.none
    for seed in 1...rounds {
      let history = benchCase.workload.history(seed: UInt64(seed))
      let start = Measurement.processorTime()
      let result = Linearizability.check(history, usesZones: benchCase.usesZones)
      times.append(Measurement.processorTime() - start)
      if result.bytes >= verdict?.bytes ?? 0 { verdict = result }
    }
    name = benchCase.name
    calls = benchCase.workload.calls
    self.verdict = verdict ?? Linearizability.check(ClientHistory<Register>())
    time = max(1, times.sorted()[rounds / 2])
    if getenv("ALL") != nil { print(times) }
  }

  static let heading =
    "history                                       calls   verdict        by       time    a call        steps     memory"

  var line: String {
    let columns: [(String, Int)] = [
      (Readable.count(calls), 11), (word, 16), (verdict.method.rawValue, 8),
      (Readable.duration(microseconds: time), 11), ("\(time * 1000 / calls) ns", 10),
      (Readable.count(verdict.steps), 13), (Readable.size(verdict.bytes), 11),
    ]
    return TextLayout.pad(name, to: 40)
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

import Glibc
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// `raftsim bench explore`: how many states a second are explored, and what one takes in memory.
enum ExploreBench {
  static let jobs = OptionSpec("--jobs", "N", "explore: maximum number of threads; by default 2", group: "Bench")
  static let tlc = OptionSpec(
    "--tlc", "SCRIPT", "explore: Specs/check, to run TLC on the same models", group: "Bench")
  static let specs = [jobs, tlc]

  /// A model of `Specs/models`, and what is left out of it.
  struct Case {
    let name: String
    let cluster: BoundedCluster
    var reductions = Reductions()
    var depth: Int?
    /// The model of that name that TLC can explore.
    var tlcModel: String?
  }

  static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let mostJobs = try arguments[jobs]?.integer(in: 1...Campaign.mostJobs) ?? 2
    let script = try arguments[tlc].map(script)
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    var rows: [ExploreMeasurement] = []
    if format == .text { console.output.writeLine(style.bold(ExploreMeasurement.heading)) }
    for benchCase in cases {
      for jobs in Set([1, mostJobs]).sorted() {
        if let end = console.cancellation { return end }
        let row = ExploreMeasurement(benchCase, jobs: jobs)
        if let end = console.cancellation { return end }
        rows.append(row)
        if format == .text { console.output.writeLine(rows[rows.count - 1].line) }
        console.output.flush()
      }
      guard let script, let model = benchCase.tlcModel else { continue }
      rows.append(try ExploreMeasurement(tlc: script, model: model, benchCase.name, arguments))
      if format == .text { console.output.writeLine(rows[rows.count - 1].line) }
      console.output.flush()
    }
    if format == .json {
      console.output.writeLine(
        JSONText.object([("command", "bench explore"), ("results", .array(rows.map(\.json)))]).text)
    }
    return .ok
  }

  /// The path of the script. It must be one that the shell can run, which is checked before the long measurements.
  private static func script(_ argument: Argument) throws(UsageError) -> RawText {
    let path = try argument.path()
    var status = stat()
    let isFolder = path.withCString { stat($0, &status) } == 0 && status.st_mode & S_IFMT == S_IFDIR
    guard !isFolder, command("command -v --", path, "> /dev/null 2>&1").withCString(system) == 0 else {
      throw argument.mustBe("a script that can be run, such as Specs/check")
    }
    return path
  }

  /// The command line for the shell with `path` as one word between the others.
  static func command(_ start: String, _ path: RawText, _ end: String) -> RawText {
    let quoted = path.bytes.split(separator: UInt8(ascii: "'"), omittingEmptySubsequences: false)
      .joined(separator: #"'\''"#.utf8)
    return RawText(bytes: Array("\(start) '".utf8) + quoted + Array("' \(end)".utf8))
  }

  private static var cases: [Case] {
    var trio = BoundedCluster()
    trio.maxLog = 1
    var restarts = trio
    restarts.maxTerm = 1
    restarts.restarts = nil
    var bag = BoundedCluster()
    (bag.network, bag.maxMessages, bag.values, bag.candidates) = (.bag, 4, 0, 2)
    var everything = trio
    everything.restarts = nil
    var (symmetry, both) = (Reductions(), Reductions())
    symmetry.symmetry = true
    (both.symmetry, both.eagerSending) = (true, true)
    return [
      Case(name: "3 servers, term 2, log 1, to depth 14", cluster: trio, depth: 14),
      Case(name: "  with symmetry, to depth 16", cluster: trio, reductions: symmetry, depth: 16),
      Case(name: "  restarts, both reductions", cluster: everything, reductions: both),
      Case(name: "3 servers, term 1, log 1, restarts", cluster: restarts, tlcModel: "trio-set-restart"),
      Case(name: "3 servers, bag of 4, no requests", cluster: bag, tlcModel: "trio-bag-more"),
    ]
  }
}

/// The time and memory of one exploration.
struct ExploreMeasurement {
  let name: String
  let who: String
  let states: Int
  let steps: Int
  /// Real time, in microseconds.
  let time: Int
  /// The memory that a state takes for good, and with its link; `nil` if that is not known.
  let bytes: (fingerprint: Double, withLink: Double)?
  /// What a state takes in the frontier, on average, in bytes.
  let frontierBytes: Double?

  /// Explores, and measures.
  init(_ benchCase: ExploreBench.Case, jobs: Int) {
    var search = ClusterSearch(benchCase.cluster)
    search.reductions = benchCase.reductions
    var limits = ClusterSearch.Limits()
    limits.jobs = jobs
    limits.depth = benchCase.depth
    var hooks = Exploration.Hooks()
    hooks.shouldStop = { Interrupt.isRequested ? .interrupted : nil }
    let start = MonotonicClock.microseconds()
    let result = search.explore(limits, hooks: hooks).result
    time = max(1, MonotonicClock.microseconds() - start)
    name = benchCase.name
    who = jobs == 1 ? "1 thread" : "\(jobs) threads"
    (states, steps) = (result.distinct, result.generated)
    let (fingerprints, links) = (Double(result.memory.fingerprints), Double(result.memory.links))
    bytes = (fingerprints / Double(states), (fingerprints + links) / Double(states))
    let waiting = result.distinct - result.expanded
    frontierBytes = waiting > 0 ? Double(result.memory.frontier) / Double(waiting) : nil
  }

  /// Lets TLC explore a model, by the script of the specification.
  /// - Throws: `UsageError` if the script does not say what TLC found.
  init(tlc script: RawText, model: String, _ name: String, _ arguments: Arguments) throws {
    self.name = name
    who = "TLC"
    let row = try Self.row(of: model, script, arguments)
    (states, steps, time) = (row.distinct, row.generated, row.seconds * 1_000_000)
    (bytes, frontierBytes) = (nil, nil)
  }

  private static func row(
    of model: String, _ script: RawText, _ arguments: Arguments
  ) throws -> (distinct: Int, generated: Int, seconds: Int) {
    guard let pipe = ExploreBench.command("", script, model).withCString({ popen($0, "r") }) else {
      throw arguments.error("\(script) cannot be run")
    }
    defer { pclose(pipe) }
    var found: (Int, Int, Int)?
    var line = [CChar](repeating: 0, count: 1024)
    while fgets(&line, Int32(line.count), pipe) != nil {
      let end = line.firstIndex(of: 0) ?? 0
      let words = String(decoding: line[..<end].map { UInt8(bitPattern: $0) }, as: UTF8.self).split(
        whereSeparator: \.isWhitespace)
      guard words.count == 8, words[0] == model, let distinct = Int(words[3]), let generated = Int(words[4]),
        let seconds = Int(words[6])
      else { continue }
      found = (distinct, generated, max(1, seconds))
    }
    guard let found else { throw arguments.error("\(script) says nothing of model \(model)") }
    return found
  }

  static let heading =
    "model                                  who             states          steps     states/s      steps/s   bytes a state  frontier"

  var line: String {
    let columns: [(String, Int)] = [
      (Readable.count(states), 15), (Readable.count(steps), 15), (Readable.rate(states, in: time), 13),
      (Readable.rate(steps, in: time), 13),
      (bytes.map { "\(Self.tenths($0.fingerprint)) / \(Self.tenths($0.withLink))" } ?? "", 16),
      (frontierBytes.map(Self.tenths) ?? "", 10),
    ]
    return TextLayout.pad(name, to: 39) + TextLayout.pad(who, to: 9)
      + columns.map { String(repeating: " ", count: max(1, $0.1 - $0.0.count)) + $0.0 }.joined()
  }

  private static func tenths(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }

  var json: JSONText {
    .object([
      ("model", .string(name.trimming)), ("who", .string(who)), ("states", .integer(states)),
      ("steps", .integer(steps)),
      ("microseconds", .integer(time)), ("statesPerSecond", .integer(states * 1_000_000 / time)),
      ("bytesPerState", bytes.map { .string(Self.tenths($0.fingerprint)) } ?? .null),
      ("bytesPerStateWithLinks", bytes.map { .string(Self.tenths($0.withLink)) } ?? .null),
      ("frontierBytesPerState", frontierBytes.map { .string(Self.tenths($0)) } ?? .null),
    ])
  }
}

extension String {
  fileprivate var trimming: String { String(drop { $0 == " " }) }
}

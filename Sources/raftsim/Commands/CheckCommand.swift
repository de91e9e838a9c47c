import TraceChecker

/// `raftsim check`: judges recorded traces and histories of clients, of whatever implementation.
enum CheckCommand {
  static let files = PositionalSpec("FILE", "A trace or a client history ('-' for standard input)", arity: .oneOrMore)

  static let spec = CommandSpec(
    name: "check",
    summary: "Hold traces against the invariants, and client histories against linearizability",
    details: """
      The first line of a file tells what it is. A trace is line-delimited JSON, described in docs/trace-format.md. A \
      client history is line-delimited JSON or EDN, as Jepsen and Porcupine have it, described in docs/histories.md. It is \
      judged for Linearizability only, and a trace for all but Progress: it does not tell when the faults have ended. \
      Options that a file has no use for are an error.
      """,
    positionals: [files],
    options: [ModuleFile.option] + InvariantOptions.specs + HistoryCheckOptions.specs + [Format.option, .color],
    examples: [
      .init("raftsim check traces/correct/*.ndjson", "Judge the traces of the project."),
      .init("./my-raft --trace | raftsim check -", "Judge another implementation as it runs."),
      .init("raftsim check --nil-read any history.edn", "Judge a client history, as Knossos would."),
      .init("raftsim check --tla TraceData.tla run.ndjson", "Write a trace for TLC to judge, see Specs/trace."),
    ],
    exitCodes: [.ok, .violation, .inconclusive, .usage, .interrupted])

  static let command = Subcommand(spec: spec, run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws -> ExitCode {
    let judge = try FileJudge(arguments)
    let format: Format = try arguments.value(Format.option).choice()
    let style = console.style(try arguments.value(.color).choice())
    var worst = ExitCode.ok
    for file in arguments.all(files) {
      let verdict = try judge.verdict(on: try file.path(), arguments)
      if verdict.isWhole { try judge.module?.finish(console) }
      // A module on standard output is not to be mixed with words.
      let stream = judge.module?.isStandardOutput == true ? console.errors : console.output
      switch format {
      case .text: verdict.print(stream, console.errors, style)
      case .json: stream.writeLine(verdict.json.text)
      }
      worst = Self.worse(worst, verdict.exitCode)
      if Interrupt.isRequested { return .interrupted }
    }
    return worst
  }

  /// A violation outweighs a file that cannot be read, and that outweighs one that proves nothing.
  private static func worse(_ one: ExitCode, _ other: ExitCode) -> ExitCode {
    let order: [ExitCode] = [.violation, .usage, .inconclusive]
    return order.first { $0 == one || $0 == other } ?? .ok
  }
}

/// What came of checking one trace.
struct TraceVerdict: FileVerdict {
  let path: String
  private(set) var steps = 0
  private(set) var elections = 0
  /// Whether conformance to the specification was to be judged, and the trace does not tell what is sent.
  private(set) var lacksSent = false
  private(set) var violations: [Violation] = []
  /// Whether the header says that the run breaks Progress, which was to be judged, and cannot be of a trace.
  private(set) var lacksProgress = false
  /// Whether it could not be found out if what clients were told is linearizable.
  private(set) var isUndecided = false
  private(set) var error: TraceError?
  private(set) var wasInterrupted = false

  /// Reads the trace to its end, or to the first violation if no module is to have the rest.
  /// - Parameter asks: whether conformance to the specification was asked for by name.
  init(
    path: String, _ file: consuming InputFile, invariants: [any Invariant], asksForConformance asks: Bool,
    module: ModuleFile? = nil
  ) {
    self.path = path
    do throws(TraceError) {
      var reader = try file.trace()
      if !reader.header.tellsSent, asks { throw Self.cannotConform(path) }
      lacksSent = !reader.header.tellsSent && invariants.contains { $0 is Conformance }
      lacksProgress = reader.header.violates == Progress.name && invariants.contains { $0 is Progress }
      try module?.begin(reader.header, file: path)
      var checker = Checker(
        servers: reader.header.servers, invariants: invariants, tellsSent: reader.header.tellsSent)
      var event = TraceEvent()
      while module != nil || violations.isEmpty, !Interrupt.isRequested, try reader.next(into: &event) {
        try module?.write(event)
        if violations.isEmpty { judge(event, &checker) }
      }
      if violations.isEmpty, !Interrupt.isRequested { conclude(&checker) }
      elections = checker.history.elections.count
    } catch {
      self.error = error
    }
    wasInterrupted = (module != nil || violations.isEmpty) && Interrupt.isRequested
  }

  private static func cannotConform(_ path: String) -> TraceError {
    TraceError(
      file: path, line: 1,
      problem: "the trace does not tell what each step sends, so \(Conformance.name) cannot be judged",
      remedy: "the header must have \"sent\":true, and each step its messages")
  }

  private mutating func judge(_ event: borrowing TraceEvent, _ checker: inout Checker) {
    checker.observe(event)
    steps += 1
    violations = checker.violations
  }

  private mutating func conclude(_ checker: inout Checker) {
    checker.conclude()
    violations = checker.violations
    isUndecided = checker.inconclusiveHistories > 0
  }

  /// Whether all of the trace was read, or as much as was wanted.
  var isWhole: Bool { error == nil && !wasInterrupted }

  var exitCode: ExitCode {
    if wasInterrupted { return .interrupted }
    if error != nil { return .usage }
    if !violations.isEmpty { return .violation }
    return elections == 0 || isUndecided || lacksProgress ? .inconclusive : .ok
  }

  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style) {
    if let error, !wasInterrupted { return errors.writeLine("raftsim check: \(error)") }
    for violation in violations {
      for line in ViolationText.lines(violation, style) { output.writeLine(line) }
    }
    let result =
      switch exitCode {
      case .violation: style.red("violated")
      case .inconclusive where isUndecided:
        style.yellow("inconclusive, too many orders of the clients' commands are possible")
      case .inconclusive where elections == 0: style.yellow("inconclusive, no leader was ever elected")
      case .inconclusive:
        style.yellow("inconclusive, the run breaks \(Progress.name), which only 'raftsim replay' can judge")
      case .interrupted: style.yellow("interrupted before the end, no violation so far")
      default: style.green("no violation")
      }
    let extent = violations.isEmpty ? "" : " up to the violation"
    let limit = lacksSent ? " (\(Conformance.name) not judged: the trace does not tell what is sent)" : ""
    output.writeLine(
      "\(path): \(Readable.count(steps)) steps\(extent), \(Readable.count(elections)) elections: \(result)\(limit)")
  }

  var json: JSONText {
    .object([
      ("command", "check"), ("file", .string(path)), ("kind", "trace"), ("result", .string(exitCode.word)),
      ("steps", .integer(steps)),
      ("elections", .integer(elections)), ("lacksSent", .bool(lacksSent)), ("lacksProgress", .bool(lacksProgress)),
      ("violations", .array(violations.map(ViolationText.json))),
      ("error", error.map { .string("\($0)") } ?? .null),
    ])
  }
}

import Reporting
import Simulator
import TraceChecker

/// The verdict on one trace.
struct TraceVerdict: FileVerdict, ConformanceJudgment {
  let path: RawText
  /// What the trace says of the implementation of Raft.
  private(set) var core: String?
  private(set) var steps = 0
  private(set) var elections = 0
  /// Whether conformance to the specification was to be judged, and the trace does not record what is sent.
  private(set) var lacksSent = false
  /// Where the judgment of `Conformance` ended, if an event has something that the specification lacks.
  private(set) var conformanceEnd: ConformanceEnd?
  let asksForConformance: Bool
  private(set) var violations: [Violation] = []
  /// The check that the run violates according to the header, if it was to be applied but cannot be judged by a trace.
  private(set) var unjudged: String?
  /// What can judge that check.
  private var judge = ""
  /// The invariant that the run violates according to the header, if it is judged here.
  private var headerViolation: String?
  /// How many events are missing at the end of the trace, and where, in words.
  private var (missingEvents, cut): (Int, String?) = (0, nil)
  /// Whether the search could not decide if the clients' answers are linearizable.
  private(set) var isUndecided = false
  private(set) var error: TraceError?
  private(set) var wasInterrupted = false
  /// Whether only the clients' answers were to be judged, and there are none.
  private(set) var lacksAnswers = false

  /// Reads the trace to its end, or to the first violation if no module is to have the rest.
  /// - Parameters:
  ///   - asks: whether conformance to the specification was asked for by name.
  ///   - own: what this program makes servers of.
  init(
    path: RawText, _ file: consuming InputFile, checks: [any Check], asksForConformance asks: Bool,
    core own: CoreType, module: ModuleFile? = nil
  ) {
    self.path = path
    asksForConformance = asks
    var wasCutShort = false
    do throws(TraceError) {
      var reader = try file.trace()
      core = reader.header.core
      if !reader.header.recordsSent, asks { throw Self.cannotConform(path) }
      lacksSent = !reader.header.recordsSent && checks.contains { $0 is Conformance }
      unjudged = checks.map { type(of: $0) }.first { $0.name == reader.header.violates && $0.notInTraces != nil }?.name
      judge = Self.judge(of: reader.header, own)
      headerViolation = checks.map { type(of: $0).name }.first {
        $0 == reader.header.violates && $0 != unjudged && !($0 == Conformance.name && lacksSent)
      }
      try module?.begin(reader.header, file: "\(path)")
      var checker = Checker(
        servers: reader.header.servers, checks: checks.including(NoTrap()), recordsSent: reader.header.recordsSent)
      var (event, order, answers) = (TraceEvent(), DurableOrder(reader.header), 0)
      while module != nil || violations.isEmpty {
        wasCutShort = Interrupt.isRequested
        if wasCutShort { break }
        guard try reader.next(into: &event) else { break }
        if event.action == .installSnapshot { throw Self.cannotInstall(path, event, reader.line) }
        if !event.action.isNote, violations.isEmpty { steps += 1 }
        if event.action == .answer { answers += 1 }
        let line = reader.line
        try order.take(event) { durable throws(TraceError) in
          try module?.write(durable, line: line)
          if violations.isEmpty { judge(durable, &checker) }
        }
      }
      if violations.isEmpty, !wasCutShort {
        conclude(&checker)
        (missingEvents, cut) = (reader.missingEvents, reader.cut)
      }
      lacksAnswers = answers == 0 && checks.allSatisfy { $0 is Linearizable }
      conformanceEnd = checker.conformanceEnd
    } catch {
      if error.wasInterrupted { wasCutShort = true } else { self.error = error }
    }
    wasInterrupted = wasCutShort
  }

  /// What can run the seed of a trace again.
  private static func judge(of header: TraceHeader, _ own: CoreType) -> String {
    if let core = header.core, core != own.name { return "a program with the core \(UsageError.quote(core))" }
    if let machine = header.machine, !RunPlan.isOwnMachine(machine) {
      return "a program with the state machine \(UsageError.quote(machine))"
    }
    return "'raftsim replay'"
  }

  private static func cannotConform(_ path: RawText) -> TraceError {
    TraceError(
      file: "\(path)", line: 1,
      problem: "the trace does not record what each step sends, so \(Conformance.name) cannot be checked",
      remedy: "the header must have \"sent\":true, and each step its messages")
  }

  /// The error that a trace with a snapshot does not record the entries in it.
  private static func cannotInstall(_ path: RawText, _ event: TraceEvent, _ line: Int) -> TraceError {
    TraceError(
      file: "\(path)", line: line,
      problem: "event \(event.sequence) installs a snapshot, which cannot be checked yet",
      remedy: "a trace to be checked must have every entry of every log")
  }

  private mutating func judge(_ event: TraceEvent, _ checker: inout Checker) {
    checker.observe(event)
    elections = checker.history.elections.count
    violations = checker.violations
  }

  private mutating func conclude(_ checker: inout Checker) {
    checker.conclude()
    violations = checker.violations
    isUndecided = checker.inconclusiveHistories > 0
  }

  /// Whether all of the trace was read, or as much as was wanted.
  var isWhole: Bool { error == nil && !wasInterrupted }

  var hasConformanceEnd: Bool { conformanceEnd != nil }

  /// Whether no step violates the invariant that the header names: the trace may be cut.
  private var lacksViolation: Bool { headerViolation != nil && violations.isEmpty }

  var flaw: TraceError? { error }

  var exitCode: ExitCode {
    let isInconclusive =
      elections == 0 || lacksAnswers || isUndecided || unjudged != nil || isConformanceCutShort || lacksViolation
      || cut != nil
    return .first(where: [
      .interrupted: wasInterrupted, .violation: !violations.isEmpty, .usage: error != nil,
      .inconclusive: isInconclusive,
    ])
  }

  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style) {
    if let error {
      errors.writeLine("raftsim check: \(error)")
      if violations.isEmpty { return }
    }
    for violation in violations {
      for line in ViolationText.lines(violation, style) { output.writeLine(line) }
    }
    let result =
      switch exitCode {
      case .violation: style.red("violated")
      case .inconclusive where isUndecided:
        style.yellow("inconclusive, the search for an order of the clients' commands reached its limit")
      case .inconclusive where cut != nil: style.yellow("inconclusive, \(cut ?? "")")
      case .inconclusive where lacksViolation:
        style.yellow(
          "inconclusive, the header says that the run violates \(headerViolation ?? ""), but no step does: "
            + "the trace may be cut"
        )
      case .inconclusive where lacksAnswers: style.yellow("inconclusive, there is no answer to a client")
      case .inconclusive where elections == 0: style.yellow("inconclusive, no leader was ever elected")
      case .inconclusive where isConformanceCutShort:
        style.yellow(ConformanceText.inconclusive)
      case .inconclusive:
        style.yellow("inconclusive, the run violates \(unjudged ?? ""), which only \(judge) can check")
      case .interrupted where !violations.isEmpty:
        style.red("violated") + ", " + style.yellow("interrupted before the end")
      case .interrupted: style.yellow("interrupted before the end, no violation so far")
      default: style.green("no violation")
      }
    let extent = violations.isEmpty ? "" : " up to the violation"
    let limit =
      lacksSent
      ? " (\(Conformance.name) not checked: the trace does not record what is sent)"
      : ConformanceText.limit(conformanceEnd)
    output.writeLine(
      "\(path): \(Readable.count(steps, "step"))\(extent), \(Readable.count(elections, "election")): \(result)\(limit)")
  }

  var brief: [String] { violations.map { ViolationText.brief($0, of: "\(path)") } }

  var json: JSONText {
    .object([
      ("command", "check"), ("file", JSONText(path)), ("kind", "trace"), ("result", .string(exitCode.word)),
      ("core", core.map { .string($0) } ?? .null), ("steps", .integer(steps)),
      ("elections", .integer(elections)), ("lacksSent", .bool(lacksSent)),
      ("unjudged", unjudged.map { .string($0) } ?? .null),
      ("missingEvents", .integer(missingEvents)), ("conformanceEnd", ConformanceText.json(conformanceEnd)),
      ("violations", .array(violations.map(ViolationText.json))),
      ("error", error.map { .string("\($0)") } ?? .null),
    ])
  }
}

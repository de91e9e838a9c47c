import Reporting
import TraceChecker

/// The verdict on a client history.
struct HistoryVerdict: FileVerdict {
  let path: RawText
  private(set) var history: ForeignHistory?
  private(set) var verdict: Linearizability.Verdict?
  private(set) var error: TraceError?
  /// Whether an interrupt ended the reading or the search.
  private var wasInterrupted = false
  private let limits: HistoryLimits

  init(
    path: RawText, _ file: consuming InputFile, _ options: HistoryOptions, _ limits: HistoryLimits,
    _ progress: HistoryProgress
  ) {
    self.path = path
    self.limits = limits
    defer { progress.finish() }
    do throws(TraceError) {
      let history = try file.history(options) { operations in
        progress.read(operations)
        return Interrupt.isRequested
      }
      let verdict = history.check(budget: limits.budget(progress))
      if case .inconclusive(.time) = verdict.outcome { wasInterrupted = Interrupt.isRequested }
      self.verdict = verdict
      self.history = history
    } catch {
      if error.wasInterrupted { wasInterrupted = true } else { self.error = error }
    }
  }

  var isWhole: Bool { error == nil && exitCode != .interrupted }

  var flaw: TraceError? { error }

  var exitCode: ExitCode {
    switch verdict?.outcome {
    case nil: wasInterrupted ? .interrupted : .usage
    case .linearizable: history?.count == 0 ? .inconclusive : .ok
    case .violation: .violation
    case .inconclusive where wasInterrupted: .interrupted
    case .inconclusive: .inconclusive
    }
  }

  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style) {
    if let error { return errors.writeLine("raftsim check: \(error)") }
    guard let history, let verdict else { return output.writeLine("\(path): \(style.yellow("interrupted"))") }
    if let violation = verdict.violation {
      output.writeLine(
        style.red("VIOLATION") + "  " + style.bold("Linearizability")
          + ": every operation appears to take effect at one moment between its invocation and its completion")
      output.writeLine("  \(place(of: violation, history)): \(violation.text)")
      if !violation.isEarliest {
        output.writeLine("  (there may be an earlier violation: \(undecided(verdict)))")
      }
    }
    output.writeLine("\(path): \(extent(history, verdict)): \(result(history, verdict, style))")
  }

  var brief: [String] { verdict?.violation == nil ? [] : ["\(path) violates Linearizability"] }

  /// The lines of the operation that cannot be explained, and the time of its completion.
  private func place(of violation: Linearizability.Violation, _ history: ForeignHistory) -> String {
    let (begin, end) = history.lines(of: violation.call)
    let lines = end.map { begin == $0 ? "line \($0)" : "lines \(begin) to \($0)" } ?? "line \(begin)"
    return history.hasTimes ? "\(lines), at time \(violation.time)" : lines
  }

  private func extent(_ history: ForeignHistory, _ verdict: Linearizability.Verdict) -> String {
    var text = Readable.count(history.operations, "operation")
    let failed = history.operations - history.count
    if failed > 0 { text += ", \(Readable.count(failed)) did not happen" }
    if history.open > 0 { text += ", \(Readable.count(history.open)) never completed" }
    if verdict.objects > 1 { text += ", \(Readable.count(verdict.objects)) keys" }
    return text
  }

  private func result(_ history: ForeignHistory, _ verdict: Linearizability.Verdict, _ style: Style) -> String {
    switch verdict.outcome {
    case .linearizable where history.count == 0: style.yellow("inconclusive, there is no client operation")
    case .linearizable: style.green("linearizable")
    case .violation: style.red("not linearizable")
    case .inconclusive where wasInterrupted: style.yellow("interrupted")
    case .inconclusive(let shortage):
      style.yellow("inconclusive, \(undecided(verdict)) within \(limit(shortage)); give a higher limit")
    }
  }

  /// Says which keys have no verdict.
  private func undecided(_ verdict: Linearizability.Verdict) -> String {
    let names = verdict.undecided.filter { !$0.isEmpty }
    let rest = names.count > Self.namesShown ? " and \(Readable.count(names.count - Self.namesShown)) more" : ""
    let shown = names.prefix(Self.namesShown).joined(separator: ", ") + rest
    switch names.count {
    case 0: return "the history was not decided"
    case 1: return "\(shown) was not decided"
    default: return "\(shown) were not decided"
    }
  }

  private static let namesShown = 3

  /// The limit that was reached, as it can be typed.
  private func limit(_ shortage: Linearizability.Shortage) -> String {
    switch shortage {
    case .memory: "\(HistoryCheckOptions.memory.name) \(limits.memory)"
    case .time: "\(HistoryCheckOptions.limit.name) \(limits.time)"
    case .steps: "the number of steps that a search may take"
    }
  }

  var json: JSONText {
    var members: [(key: String, value: JSONText)] = [
      ("command", "check"), ("file", JSONText(path)), ("kind", "history"), ("result", .string(exitCode.word)),
    ]
    if let history, let verdict {
      members += [
        ("operations", .integer(history.operations)), ("open", .integer(history.open)),
        ("keys", .integer(verdict.objects)), ("method", .string(verdict.method.rawValue)),
        ("searchSteps", .integer(verdict.steps)), ("searchBytes", .integer(verdict.bytes)),
      ]
      if case .inconclusive(let shortage) = verdict.outcome {
        members += [("shortage", .string(shortage.rawValue)), ("limit", .string(limit(shortage)))]
      }
      members.append(("undecided", .array(verdict.undecided.map { $0.isEmpty ? .null : .string($0) })))
      members.append(("violations", .array(verdict.violation.map { [Self.json($0, history)] } ?? [])))
    }
    members.append(("error", error.map { .string("\($0)") } ?? .null))
    return .object(members)
  }

  private static func json(_ violation: Linearizability.Violation, _ history: ForeignHistory) -> JSONText {
    .object([
      ("invariant", "Linearizability"), ("lines", .array(lines(history, violation.call))),
      ("time", history.hasTimes ? .integer(violation.time) : .null), ("earliest", .bool(violation.isEarliest)),
      ("states", .array(violation.states.map { .string($0) })),
      ("concurrent", .array(violation.concurrent.map { .array(lines(history, $0)) })),
      ("evidence", .string(violation.text)),
    ])
  }

  private static func lines(_ history: ForeignHistory, _ call: Int) -> [JSONText] {
    let (begin, end) = history.lines(of: call)
    return [.integer(begin)] + (end.map { [.integer($0)] } ?? [])
  }
}

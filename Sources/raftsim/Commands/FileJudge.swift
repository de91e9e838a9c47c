import TraceChecker

/// How the files of a command are judged.
struct FileJudge {
  let module: ModuleFile?
  private let invariants: [any Invariant]
  /// The invariants that were asked for by name.
  private let wanted: [String]
  private let historyOptions: HistoryOptions

  init(_ arguments: Arguments) throws {
    invariants = try InvariantOptions.invariants(arguments)
    wanted = arguments.all(InvariantOptions.only).map(\.text)
    historyOptions = try HistoryCheckOptions.options(arguments)
    // What is wrong with it is to be told before a file is read.
    _ = try HistoryCheckOptions.budget(arguments)
    module = try ModuleFile(arguments, files: arguments.all(CheckCommand.files))
  }

  func verdict(on path: String, _ arguments: Arguments) throws -> any FileVerdict {
    let budget = try HistoryCheckOptions.budget(arguments)
    do throws(TraceError) {
      let file = try InputFile(path: path)
      switch file.kind {
      case .json, .edn:
        try checkHistory(path, arguments)
        return HistoryVerdict(path: path, file, historyOptions, budget)
      case .trace, .unknown:
        if file.kind == .trace { try checkTrace(path, arguments) }
        return TraceVerdict(
          path: path, file, invariants: invariants, asksForConformance: wanted.contains(Conformance.name),
          module: module)
      }
    } catch {
      return RefusedFile(path: path, error: error)
    }
  }

  // MARK: What the options ask for, and a file cannot give

  private func checkHistory(_ path: String, _ arguments: Arguments) throws(TraceError) {
    if module != nil {
      throw TraceError(
        file: path, line: 1, problem: "a client history cannot be written for TLC", remedy: "give a trace, or no --tla")
    }
    if !invariants.contains(where: { $0 is Linearizable }) {
      throw TraceError(
        file: path, line: 1,
        problem: "\(InvariantOptions.typed(arguments)) leaves nothing to judge of a client history",
        remedy: "it is judged for \(Linearizable.name) only")
    }
  }

  private func checkTrace(_ path: String, _ arguments: Arguments) throws(TraceError) {
    if let option = HistoryCheckOptions.given(arguments) {
      throw TraceError(
        file: path, line: 1, problem: "\(option) is for client histories, and this is a trace",
        remedy: "judge it without this option")
    }
    if wanted.contains(Progress.name) || invariants.allSatisfy({ $0 is Progress }) {
      throw TraceError(
        file: path, line: 1,
        problem: "\(Progress.name) cannot be judged: a trace does not tell when the faults have ended",
        remedy: "'raftsim replay' judges it, as it runs a trace again that has its seed in the header")
    }
  }
}

/// A file that cannot be judged.
private struct RefusedFile: FileVerdict {
  let path: String
  let error: TraceError
  private let wasInterrupted = Interrupt.isRequested

  init(path: String, error: TraceError) {
    self.path = path
    self.error = error
  }

  var isWhole: Bool { false }

  var exitCode: ExitCode { wasInterrupted ? .interrupted : .usage }

  func print(_ output: OutputStream, _ errors: OutputStream, _ style: Style) {
    if wasInterrupted { return output.writeLine("\(path): \(style.yellow("interrupted"))") }
    errors.writeLine("raftsim check: \(error)")
  }

  var json: JSONText {
    .object([
      ("command", "check"), ("file", .string(path)), ("result", .string(exitCode.word)), ("error", .string("\(error)")),
    ])
  }
}

import Simulator
import TraceChecker

/// How the files of a command are judged.
struct FileJudge {
  let module: ModuleFile?
  private let checks: [any Check]
  /// The invariants that were asked for by name.
  private let wanted: [String]
  private let asksForConformance: Bool
  /// The checks as they were typed.
  private let typed: String
  private let historyOptions: HistoryOptions
  private let limits: HistoryLimits
  /// The first option for client histories that was given, if one was.
  private let historyOption: String?
  /// The core of this program.
  private let core: CoreType
  private let console: Console

  init(_ arguments: Arguments, _ console: Console) throws {
    self.console = console
    core = arguments.core
    checks = try InvariantOptions.checks(arguments)
    wanted = arguments.all(InvariantOptions.only).map(\.text)
    asksForConformance = InvariantOptions.asksForConformance(arguments)
    typed = InvariantOptions.typed(arguments)
    historyOptions = try HistoryCheckOptions.options(arguments)
    limits = try HistoryCheckOptions.limits(arguments)
    historyOption = HistoryCheckOptions.given(arguments)
    module = try ModuleFile(arguments, files: arguments.all(CheckCommand.files))
  }

  func verdict(on path: RawText) -> any FileVerdict {
    do throws(TraceError) {
      let file = try InputFile(path: path, isCancelled: { Interrupt.isRequested })
      switch file.kind {
      case .run:
        throw TraceError(
          file: "\(path)", line: 1, problem: "a run file has no steps to check", remedy: "'raftsim replay' runs it")
      case .json, .edn:
        try checkHistory(path)
        let line = console.progress(isWanted: console.errors.terminal.isTerminal)
        return HistoryVerdict(path: path, file, historyOptions, limits, HistoryProgress(line))
      case .schedule:
        throw TraceError(
          file: "\(path)", line: 1, problem: "a schedule records no states that could be checked",
          remedy: "'raftsim replay' plays it")
      case .trace, .unknown:
        if file.kind == .trace { try checkTrace(path) }
        return TraceVerdict(
          path: path, file, checks: checks, asksForConformance: asksForConformance, core: core,
          module: module)
      }
    } catch {
      return RefusedFile(path: path, error: error)
    }
  }

  // MARK: What the options ask for, and a file cannot give

  private func checkHistory(_ path: RawText) throws(TraceError) {
    if module != nil {
      throw TraceError(
        file: "\(path)", line: 1, problem: "a client history cannot be written for TLC",
        remedy: "give a trace, or no --tla")
    }
    if !checks.contains(where: { $0 is Linearizable }) {
      throw TraceError(
        file: "\(path)", line: 1,
        problem: "\(typed) leaves nothing to check in a client history",
        remedy: "it is checked for \(Linearizable.name) only")
    }
  }

  private func checkTrace(_ path: RawText) throws(TraceError) {
    if let option = historyOption {
      throw TraceError(
        file: "\(path)", line: 1, problem: "\(option) is for client histories, and this is a trace",
        remedy: "check it without this option")
    }
    for check in checks.map({ type(of: $0) }) where wanted.contains(check.name) || judgesNothing {
      guard let gap = check.notInTraces else { continue }
      throw TraceError(
        file: "\(path)", line: 1, problem: "\(check.name) cannot be checked: \(gap)",
        remedy: "'raftsim replay' checks it when it can repeat the run of the trace from the seed in its header")
    }
  }

  /// Whether none of the checks can be judged of a trace.
  private var judgesNothing: Bool { checks.allSatisfy { type(of: $0).notInTraces != nil } }
}

import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// A trace that is to be replayed, with what the names in its header refer to.
struct TraceSource: ~Copyable {
  var reader: TraceReader
  let scenario: Scenario?
  let defect: Defect?
  private let core: CoreType
  private let reasonToStop: () -> Exploration.StopReason?

  var header: TraceHeader { reader.header }
  var verdict: RecordedVerdict { RecordedVerdict(violates: reader.header.violates) }

  /// - Parameters:
  ///   - file: the file, as `open` returns it.
  ///   - path: the path of the file.
  ///   - typed: the options that would give a scenario by hand.
  ///   - reasonToStop: why to end the reading, if it is to end; asked now and then.
  /// - Throws: `UsageError` for a file that is not a trace, or whose header names something that this version does not
  ///   know; `Interruption` if the reading was ended from outside.
  init(
    _ file: consuming InputFile, path: RawText, _ arguments: Arguments, typed: String = "",
    reasonToStop: @escaping () -> Exploration.StopReason? = { Interrupt.isRequested ? .interrupted : nil }
  ) throws {
    let reader = try Self.trace(file, arguments, reasonToStop)
    guard typed.isEmpty else {
      throw arguments.error("a trace has its scenario in its header: \(typed) cannot be given with it")
    }
    let defect = try Self.defect(of: reader.header, path, arguments)
    let scenario = try Self.scenario(of: reader.header, path, arguments)
    try defect.map { try ScenarioOptions.forbid($0, arguments) }
    self.init(reader, scenario, defect, arguments.core, reasonToStop)
  }

  private init(
    _ reader: consuming TraceReader, _ scenario: Scenario?, _ defect: Defect?, _ core: CoreType,
    _ reasonToStop: @escaping () -> Exploration.StopReason?
  ) {
    self.reader = reader
    self.reasonToStop = reasonToStop
    self.scenario = scenario
    self.defect = defect
    self.core = core
  }

  /// Opens a file. Its first line shows whether it is a trace.
  /// - Parameter reasonToStop: why to end the reading, if it is to end; asked now and then.
  /// - Throws: `UsageError` for a file that cannot be opened; `Interruption` if the reading was ended from outside.
  static func open(
    _ path: RawText, _ arguments: Arguments,
    _ reasonToStop: @escaping () -> Exploration.StopReason? = { Interrupt.isRequested ? .interrupted : nil }
  ) throws -> InputFile {
    do { return try InputFile(path: path) { reasonToStop() != nil } } catch {
      throw arguments.error(reading: error, endedBy: reasonToStop() ?? .interrupted)
    }
  }

  private static func trace(
    _ file: consuming InputFile, _ arguments: Arguments, _ reasonToStop: () -> Exploration.StopReason?
  ) throws -> TraceReader {
    do { return try file.onlyTrace() } catch {
      throw arguments.error(reading: error, endedBy: reasonToStop() ?? .interrupted)
    }
  }

  private static func defect(of header: TraceHeader, _ path: RawText, _ arguments: Arguments) throws -> Defect? {
    guard let name = header.defect else { return nil }
    if let defect = Defect.named(name) { return defect }
    throw arguments.error(
      "\(path) has the defect \(UsageError.quote(name)), which this version does not know",
      reference: "raftsim defects")
  }

  private static func scenario(of header: TraceHeader, _ path: RawText, _ arguments: Arguments) throws -> Scenario? {
    guard let text = header.scenario else { return nil }
    do {
      return try HeaderScenario.parse(text, servers: header.servers)
    } catch {
      throw arguments.error(
        "\(path):\(HeaderScenario.line): the scenario in the header cannot be used: \(RawText("\(error)"))")
    }
  }

  /// Remarks on the trace when it is played as a schedule, one line each.
  var notes: [String] {
    var notes: [String] = []
    if let seed = header.seed, isBeforeKeys {
      notes.append(
        "trace format 1 is from an older version, in which seed \(seed) gave a different run; the recorded actions are replayed "
          + "as a schedule")
    }
    if let name = header.core, name != core.name {
      notes.append("the trace was recorded with the core \(UsageError.quote(name)), and \(core.name) plays it")
    }
    return notes
  }

  /// Whether its seed gave the run by other keys of decisions than today's.
  private var isBeforeKeys: Bool { header.version == 1 }

  /// Checks that the recorded run had the core and the state machine of `plan`.
  /// - Throws: `UsageError` if it had others: the seed would give a different run.
  func checkMakers(of plan: RunPlan, _ arguments: Arguments) throws {
    if let name = header.core, name != plan.core.name {
      throw arguments.error(
        "the trace was recorded with the core \(UsageError.quote(name)), and this program has \(plan.core.name), so its "
          + "seed gives a different run; give \(ReplayCommand.schedule.name) to play its actions")
    }
    if let name = header.machine, name != plan.machineName {
      throw arguments.error(
        "the trace was recorded with the state machine \(UsageError.quote(name)), and its scenario names "
          + "\(plan.machineName), so its seed gives a different run; give \(ReplayCommand.schedule.name) to play its "
          + "actions"
      )
    }
  }

  /// The run that was recorded, if its header has all that it depends on.
  var plan: RunPlan? {
    guard let seed = header.seed, let scenario, !isBeforeKeys else { return nil }
    var plan = RunPlan(seed: seed, scenario: scenario, defect: defect)
    plan.core = core
    return plan
  }

  /// The trace as a schedule. Settings that its header lacks have their defaults.
  /// - Throws: `UsageError` for a line that is not an event, and for a trace without steps; `Interruption` if the
  ///   reading was ended from outside.
  mutating func schedule(path: RawText, _ arguments: Arguments) throws -> Schedule {
    var usual = Scenario()
    usual.servers = header.servers
    let scenario = scenario ?? usual
    var schedule: Schedule
    do {
      schedule = try Schedule(reading: &reader, configuration: scenario.configuration, defect: defect)
    } catch { throw arguments.error(reading: error, endedBy: reasonToStop() ?? .interrupted) }
    guard !schedule.actions.isEmpty else {
      throw arguments.error("\(path) has no steps after its header; a schedule must have at least one")
    }
    schedule.core = core
    return schedule
  }
}

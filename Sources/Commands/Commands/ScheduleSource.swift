import Diagnosis
import ModelChecker
import Reporting
import Simulator
import TraceChecker

/// A schedule that is to be played, with what its file says of it: a trace, or text.
struct ScheduleSource {
  var schedule: Schedule
  /// The header of the trace; of text, its settings.
  let header: TraceHeader
  let form: ScheduleForm
  /// Remarks on the file, one line each.
  let notes: [String]
  /// What the trace lacks at its end, if it was cut.
  let cut: String?

  /// Reads a file of either form. The steps of text are numbered from 1, not by their lines.
  /// - Parameter reasonToStop: why to end the reading, if it is to end; asked now and then.
  /// - Throws: `UsageError` for a file that is not such a schedule; `Interruption` if the reading was ended from
  ///   outside.
  init(
    path: RawText, _ arguments: Arguments, reasonToStop: @escaping () -> Exploration.StopReason?
  ) throws {
    let file = try TraceSource.open(path, arguments, reasonToStop)
    if file.kind == .schedule {
      try self.init(text: file, arguments, reasonToStop: reasonToStop)
      schedule.numberBySteps()
    } else {
      try self.init(TraceSource(file, path: path, arguments, reasonToStop: reasonToStop), path: path, arguments)
    }
  }

  /// Reads the rest of a trace.
  init(_ trace: consuming TraceSource, path: RawText, _ arguments: Arguments) throws {
    (header, notes, form) = (trace.header, trace.notes, .trace)
    schedule = try trace.schedule(path: path, arguments)
    cut = trace.reader.cut
  }

  /// Reads text, and finds the messages that it refers to.
  /// - Parameter typed: the options that would give a scenario by hand.
  init(
    text file: consuming InputFile, _ arguments: Arguments, typed: String = "",
    reasonToStop: @escaping () -> Exploration.StopReason? = { Interrupt.isRequested ? .interrupted : nil }
  ) throws {
    guard typed.isEmpty else {
      throw arguments.error("a schedule has its settings in its file: \(typed) cannot be given with it")
    }
    let text: ScheduleText
    do { text = try ScheduleText(reading: file) } catch {
      throw arguments.error(reading: error, endedBy: reasonToStop() ?? .interrupted)
    }
    try text.defect.map { try ScenarioOptions.forbid($0, arguments) }
    schedule = try TrapGuard.repeating(isCut: { _ in reasonToStop() != nil }) { calls in
      text.resolve(core: arguments.core, calls: calls, isCancelled: { reasonToStop() != nil })
    }
    if let reason = reasonToStop() { throw Interruption(reason: reason) }
    var scenario = Scenario()
    scenario.configuration = text.configuration
    header = TraceHeader(
      servers: scenario.servers, scenario: scenario.description, defect: text.defect?.name,
      violates: text.expected?.property)
    form = .text(expected: text.expected)
    notes =
      text.core == arguments.core.name
      ? [] : ["the schedule is for the core \(UsageError.quote(text.core)), and \(arguments.core.name) plays it"]
    cut = nil
  }
}

extension Schedule {
  /// Gives its steps their positions as numbers, whatever file they come from.
  fileprivate mutating func numberBySteps() {
    for offset in actions.indices { actions[offset].sequence = 0 }
    unplayable = unplayable.map { UnplayableAction(number: 0, reason: $0.reason) }
  }
}

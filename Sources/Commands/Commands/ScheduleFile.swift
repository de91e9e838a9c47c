import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// The file that the steps of a replay are written to as a schedule in text form. It is written when the replay is over,
/// and else not touched.
final class ScheduleFile {
  private let argument: Argument
  /// A schedule whose actions are the steps so far.
  private var schedule: Schedule
  private var order: DurableOrder

  /// - Parameters:
  ///   - source: the file that is replayed, if one is.
  ///   - schedule: the servers, without actions.
  ///   - header: how the steps are recorded.
  /// - Throws: `OutputError` if the file cannot be written, and `UsageError` if it is the one that is replayed.
  init(_ argument: Argument, replaying source: RawText?, _ schedule: Schedule, _ header: TraceHeader) throws {
    self.argument = argument
    self.schedule = schedule
    self.schedule.actions = []
    self.schedule.unplayable = nil
    order = DurableOrder(header)
    let path = try argument.path()
    if let source, TraceFile.isSame(path, source) {
      throw argument.fails(because: "this is the file that is replayed; give another file")
    }
    if let reason = argument.reasonNotToWrite { throw argument.cannotBeWritten(reason) }
  }

  /// Takes the next event of the replay.
  func take(_ event: TraceEvent) { order.take(event) { schedule.append($0) } }

  /// Writes the schedule.
  /// - Parameter violation: what the steps violated, if a schedule shows it.
  /// - Throws: `OutputError` if the file cannot be written.
  func finish(_ violation: Violation?, _ console: Console) throws {
    let expected = violation.map { ExpectedFailure($0) }
    let (text, obstacle) = try TrapGuard.repeating { [schedule] calls in
      ScheduleText.written(schedule, expected: expected, calls: calls, isCancelled: { Interrupt.isRequested })
    }
    try argument.write(bytes: text.text().utf8, console)
    guard let obstacle else { return }
    console.errors.writeLine(
      "\(argument.command): \(UsageError.quote(argument.raw)) ends before step \(schedule.number(of: obstacle.step)): "
        + obstacle.reason)
  }
}

extension [Violation] {
  /// The violation that a schedule is expected to show: that of `invariant` or else the first one, if it is one of a
  /// step.
  func shownBySchedule(upTo invariant: String?, of checks: [any Check]) -> Violation? {
    let name = deciding(upTo: invariant)
    let isOfStep = name == NoTrap.name || checks.ofSteps.contains { type(of: $0).name == name }
    return isOfStep ? first { $0.invariant == name } : nil
  }
}

import Reporting
import Simulator
import TraceChecker

extension ReplayCommand {
  /// Plays a schedule.
  static func play(_ source: ScheduleSource, _ arguments: Arguments, _ output: ReplayOutput) throws -> ExitCode {
    let path = try arguments.value(self.source).path()
    let checks = try InvariantOptions.checksOfSteps(
      arguments,
      "a schedule has no time and no clients; 'raftsim replay' checks it for a run with a seed, without --schedule")
    let header = source.header
    var schedule = source.schedule
    let verdict = RecordedVerdict(violates: header.violates ?? (schedule.recordsTrap ? NoTrap.name : nil))
    let invariant = verdict.invariant(among: checks)
    let steps = try output.stepPrinter(servers: header.servers, haveTime: false)
    let file = try output.traceFile(replaying: path) {
      let made = { (violates: String?) in
        TraceHeader(
          servers: header.servers, scenario: header.scenario, defect: header.defect, violates: violates,
          recordsSent: true, core: schedule.core.name)
      }
      return try TraceHeader.ofGuardedRun(upTo: invariant, made) { record, calls in
        schedule.play(
          checks: checks, upTo: invariant, record: record, calls: calls, isCancelled: { Interrupt.isRequested })
      }
    }
    let text = try output.scheduleFile(of: schedule, replaying: path, TraceHeader(servers: header.servers))
    let events = EventsOnce { event in
      file?.write(event)
      text?.take(event)
      steps?.show(event)
    }
    let isCancelled = output.cancellation(file)
    let result = try TrapGuard.repeating(isCut: \.wasCancelled) { calls in
      events.restart()
      schedule.knownTrap = calls.caught
      return schedule.play(
        checks: checks, upTo: invariant, record: events.take, calls: calls, isCancelled: isCancelled)
    }
    steps?.finish()
    if result.wasCancelled { return output.cancel(file, result.violations) }
    let report = ScheduleReport(
      schedule: schedule, header: header, result: result, checks: checks, recorded: verdict,
      form: source.form, cut: source.cut, notes: source.notes, command: command(path, arguments),
      diagnosis: output.explanation.diagnosis(of: schedule, result, invariant, checks: checks),
      asksForConformance: InvariantOptions.asksForConformance(arguments))
    output.print(result.violations, text: report.text, json: report.json)
    let shown = result.violations.shownBySchedule(upTo: invariant, of: checks)
    return output.console.code(report.exitCode) {
      try file?.finish()
      try text?.finish(shown, output.console)
    }
  }

  /// The line that plays it again.
  private static func command(_ path: RawText, _ arguments: Arguments) -> String {
    let checks = InvariantOptions.typed(arguments)
    return [
      "\(Program.invocation) replay", ShellWord.quote(path), arguments.has(schedule) ? schedule.name : "", checks,
    ]
    .filter { !$0.isEmpty }.joined(separator: " ")
  }
}

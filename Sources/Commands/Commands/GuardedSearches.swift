import Diagnosis
import Reporting
import Simulator
import TraceChecker

extension FailureInvestigation {
  /// An investigation in which a trap in the code under test does not end the process.
  static func guarded(
    _ plan: RunPlan, _ failure: ExpectedFailure, checks: [any Check], _ limits: ShrinkLimits
  ) -> FailureInvestigation {
    var investigation = FailureInvestigation(plan, failure, limits: limits)
    (investigation.checks, investigation.catchTrap) = (checks, TrapGuard.run)
    return investigation
  }
}

extension ScheduleShrinker {
  /// A search in which a trap in the code under test does not end the process.
  static func guarded(_ failure: ExpectedFailure, checks: [any Check]) -> ScheduleShrinker {
    var shrinker = ScheduleShrinker(failure, checks: checks)
    shrinker.catchTrap = TrapGuard.run
    return shrinker
  }
}

extension DiagnosisReport.WrittenFile {
  /// A file that `raftsim replay` replays.
  init(replayed path: RawText) { self.init(path, command: "\(Program.invocation) replay \(ShellWord.quote(path))") }
}

import Diagnosis
import Reporting
import Simulator
import TraceChecker

/// What `raftsim fuzz` finds out about the failures that it reports, and the files that it writes of them.
struct FuzzDiagnoses {
  /// The reports on the causes, one for each kind of failure that is reported; `nil` where nothing was found out.
  private(set) var reports: [DiagnosisReport?] = []
  /// Why a file could not be written, if so.
  private(set) var failure: OutputError?

  /// - Parameters:
  ///   - kinds: the kinds of failures that are reported.
  ///   - limits: the limits of the search for all of them; `nil` for no search.
  ///   - corpus: where the smallest runs are kept; `nil` for new files in the current directory.
  init(
    of kinds: some Collection<FailureKind>, checks: [any Check], limits: ShrinkLimits?, corpus: inout FuzzCorpus?,
    _ progress: (_ line: String) -> Void
  ) {
    for kind in kinds {
      var diagnosis: FailureDiagnosis?
      if let limits {
        progress("shrinking the run of seed \(kind.shortest.plan.seed), which violates \(kind.property)")
        diagnosis = Self.diagnosis(of: kind, checks, limits)
      }
      let files = keep(diagnosis, of: kind, &corpus)
      reports.append(diagnosis.map { DiagnosisReport($0, checks: checks, files: files) })
    }
  }

  private static func diagnosis(
    of kind: FailureKind, _ checks: [any Check], _ limits: ShrinkLimits
  ) -> FailureDiagnosis? {
    guard let violation = kind.shortest.violations.first else { return nil }
    return FailureInvestigation.guarded(kind.shortest.plan, ExpectedFailure(violation), checks: checks, limits)
      .diagnose()
  }

  /// Writes the smallest run, and of a diagnosis without a corpus the smallest schedule as well.
  private mutating func keep(
    _ diagnosis: FailureDiagnosis?, of kind: FailureKind, _ corpus: inout FuzzCorpus?
  ) -> [DiagnosisReport.WrittenFile] {
    if corpus != nil {
      return corpus?.add(diagnosis?.run.result ?? kind.shortest, showing: diagnosis?.failure).map { [$0] } ?? []
    }
    guard let diagnosis else { return [] }
    do { return try DiagnosisFiles(command: FuzzCommand.spec.fullName).write(diagnosis) } catch {
      failure = failure ?? (error as? OutputError)
      return []
    }
  }
}

import Diagnosis
import Reporting
import Simulator
import Testing
import TraceChecker

/// The one issue of a campaign that found a violation.
struct FailureIssue {
  let result: RunResult
  let checks: [any Check]
  /// The run file in the corpus, if the run is one of a corpus.
  let file: RawText?
  /// What is known about the cause, if it was looked for.
  let diagnosis: FailureDiagnosis?

  init(_ result: RunResult, checks: [any Check], file: RawText? = nil, diagnosis: FailureDiagnosis? = nil) {
    self.diagnosis = diagnosis
    self.result = result
    self.checks = checks
    self.file = file
  }

  /// Records the issue, with the trace of the run and the file of the smallest run as attachments.
  func record(at location: SourceLocation) {
    Issue.record("\(text)", sourceLocation: location)
    Attachment.record(trace, named: "seed-\(seed).ndjson", sourceLocation: location)
    if let runFile { Attachment.record(runFile, named: "seed-\(seed).run.json", sourceLocation: location) }
  }

  private var seed: UInt64 { result.plan.seed }

  /// What was violated, the steps that led to it, and how to replay the run.
  var text: String {
    let cause = diagnosis.map { DiagnosisReport($0, checks: checks, namesOptions: false) }
    return FailureReport(result, checks: checks, command: repetition, diagnosis: cause).text(.plain)
  }

  /// The text of the run file of the smallest run, in the format of docs/run-files.md; `nil` without a diagnosis.
  var runFile: String? { diagnosis.map { RunFile($0.run.result, failure: $0.failure, program: nil).text } }

  /// How to replay the run in the test.
  private var repetition: String {
    file.map { "the same call, which makes the run in \($0) first" } ?? "the same call with seeds: \(seed)...\(seed)"
  }

  /// The trace of the run, in the format of docs/trace-format.md. To record it, the run is repeated; the header
  /// describes the repeated run, which can differ if the machine is not deterministic.
  var trace: [UInt8] {
    var events: [TraceEvent] = []
    let again = result.plan.run(checks: checks, record: { events.append($0) })
    var writer = TraceWriter(header: result.plan.traceHeader(violates: again.violations.first?.invariant))
    for event in events { writer.write(event) }
    return writer.bytes
  }
}

import Diagnosis
import Simulator
import TraceChecker

/// What the run of a run file shows, against what the file expects.
package struct RunFileVerdict {
  /// The run file.
  package let file: RunFile
  /// The result of its run.
  package let result: RunResult

  /// The verdict on the result of the run of a file.
  package init(_ result: RunResult, of file: RunFile) {
    self.result = result
    self.file = file
  }

  /// How the run and the expectation relate.
  package enum Outcome: String {
    /// The run is the recorded one, step by step.
    case asExpected = "as expected"
    /// It shows the expected failure, in other steps.
    case sameFailureOtherSteps = "same failure, other steps"
    /// It violates something else.
    case otherFailure = "another failure"
    /// It passes, and a failure is expected.
    case noLongerFails = "no longer fails"
    /// It passes as expected, in other steps.
    case diverges = "diverges"
  }

  /// How they relate here.
  package var outcome: Outcome {
    let isSameRun = result.digest.value == file.digest
    guard let failure = file.failure else {
      return result.violations.isEmpty ? (isSameRun ? .asExpected : .diverges) : .otherFailure
    }
    if result.violations.isEmpty { return .noLongerFails }
    guard expectedViolation != nil else { return .otherFailure }
    return isSameRun && expectedViolation?.step == failure.step ? .asExpected : .sameFailureOtherSteps
  }

  /// The expected violation, if the run has it.
  private var expectedViolation: Violation? {
    file.failure.flatMap { failure in result.violations.first(where: failure.expected.matches) }
  }

  /// Where the run differs from the recorded one although both pass.
  package var difference: String? {
    guard outcome == .diverges else { return nil }
    return "digest \(Readable.hexadecimal(result.digest.value)), and the run file has "
      + "\(Readable.hexadecimal(file.digest)): the code has changed"
  }

  /// What follows the verdict on the run.
  package var comparison: String {
    switch outcome {
    case .asExpected: ", as the run file expects"
    case .sameFailureOtherSteps:
      "; the code has changed: same failure, other steps\(steps)"
    case .otherFailure, .noLongerFails, .diverges: ", where the run file expects \(expectation)"
    }
  }

  private var steps: String {
    guard let violation = expectedViolation, let failure = file.failure, violation.step != failure.step else {
      return ""
    }
    return " (step \(violation.step), where the run file has step \(failure.step))"
  }

  /// What the file expects, in words.
  package var expectation: String {
    guard let failure = file.failure else { return "no violation" }
    let isOther = result.violations.contains { $0.invariant == failure.property } && expectedViolation == nil
    return "\(isOther ? "another violation" : "a violation") of \(failure.property) at step \(failure.step)"
  }

  /// The overrides that had no effect, one line each.
  package var unusedOverrides: [String] {
    result.unusedOverrides.map { "override without effect: \($0.override) (\(Self.words($0.reason)))" }
  }

  private static func words(_ reason: UnusedOverride.Reason) -> String {
    switch reason {
    case .noDecision: "the run did not decide this"
    case .unfit: "this cannot be the outcome"
    case .notReached: "the run ended before"
    case .replaced: "another override replaces it"
    }
  }

  /// The verdict as JSON: docs/json.md.
  package var json: JSONText {
    .object([
      ("outcome", .string(outcome.rawValue)), ("expected", file.failure.map(Self.json) ?? .null),
      ("digest", .string(Readable.hexadecimal(file.digest))),
      ("program", file.program.map { .string($0) } ?? .null),
      (
        "unusedOverrides",
        .array(
          result.unusedOverrides.map {
            .object([("override", .string("\($0.override)")), ("reason", .string(Self.words($0.reason)))])
          })
      ),
    ])
  }

  private static func json(_ failure: RunFile.Failure) -> JSONText {
    .object([
      ("property", .string(failure.property)), ("fingerprint", .string(Readable.hexadecimal(failure.fingerprint))),
      ("fingerprintVersion", .integer(failure.fingerprintVersion)), ("step", .integer(failure.step)),
    ])
  }
}

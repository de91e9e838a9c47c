import TraceChecker

/// A violation as text and as JSON.
public enum ViolationText {
  /// The lines of a violation.
  /// - Parameters:
  ///   - violation: the violation.
  ///   - checks: what was checked: the checks of a user have a statement, too.
  ///   - style: whether the lines have colors.
  ///   - hasTime: whether its time means anything; that of a schedule's step does not.
  public static func lines(
    _ violation: Violation, of checks: [any Check] = Checker.allChecks, _ style: Style, hasTime: Bool = true
  ) -> [String] {
    let invariant = (checks + Checker.allChecks).map { type(of: $0) }.first { $0.name == violation.invariant }
    let statement = invariant.map { " (§\($0.section)): \($0.statement)" } ?? ""
    let time = hasTime ? ", at \(VirtualTime.text(violation.time))" : ""
    return [
      style.red("VIOLATION") + "  " + style.bold(violation.invariant) + statement,
      "  step \(violation.step)\(time): \(sentence(violation.evidence))",
    ] + details(violation.evidence).map { "    " + $0 }
  }

  private static func sentence(_ evidence: Evidence) -> String {
    if case .stalled(let stall) = evidence { EvidenceText.missing(stall) } else { EvidenceText.text(evidence) }
  }

  /// What everything waits for, if a cluster does not recover.
  private static func details(_ evidence: Evidence) -> [String] {
    if case .stalled(let stall) = evidence { stall.details } else { [] }
  }

  /// One line that says what `subject` violates.
  package static func brief(_ violation: Violation, of subject: String) -> String {
    "\(subject) violates \(violation.invariant) at step \(violation.step)"
  }

  /// The violation as JSON.
  public static func json(_ violation: Violation) -> JSONText {
    .object([
      ("invariant", .string(violation.invariant)), ("step", .integer(violation.step)),
      ("time", .integer(violation.time)), ("servers", .array(violation.servers.map { .integer($0) })),
      ("evidence", .string(EvidenceText.text(violation.evidence))), ("kind", .string(violation.evidence.kind)),
      ("fingerprint", .string(Readable.hexadecimal(violation.fingerprint))),
    ])
  }
}

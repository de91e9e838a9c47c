import TraceChecker

/// What a recording says of itself.
package struct RecordedVerdict {
  /// The invariant that it violated, if it violated one.
  package let violates: String?

  package init(violates: String?) { self.violates = violates }

  /// The invariant that it violated, if that is one of those that are checked.
  package func invariant(among checked: [any Check]) -> String? {
    checked.lazy.map { type(of: $0).name }.first { $0 == violates }
  }

  /// Whether the recorded violation can be found again: not if the violated invariant is not among `checked`.
  package func isJudged(among checked: [any Check]) -> Bool {
    let isKnown = invariant(among: Checker.allChecks) != nil
    return !isKnown || invariant(among: checked) != nil
  }

  /// What it says, against what is seen now.
  package func comparison(with violations: [Violation]) -> String {
    let now = violations.map(\.invariant)
    if violates.map(now.contains) ?? now.isEmpty { return ", as recorded" }
    return ", where the recorded run \(violates.map { "violated \($0)" } ?? "passed")"
  }
}

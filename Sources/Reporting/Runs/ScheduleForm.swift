import Diagnosis
import TraceChecker

/// The form of the file that a schedule was read from.
package enum ScheduleForm: Sendable {
  /// A trace.
  case trace
  /// Text, with the failure that it is expected to show, if it is expected to show one.
  case text(expected: ExpectedFailure?)

  /// The failure that it is expected to show, if its text says one.
  package var expected: ExpectedFailure? { if case .text(let expected) = self { expected } else { nil } }

  /// What the numbers of its steps count.
  var unit: String {
    switch self {
    case .trace: "step"
    case .text: "line"
    }
  }

  /// What a report calls the scenario that the file gives.
  var nameOfScenario: String {
    switch self {
    case .trace: "the scenario in the header of the trace"
    case .text: "the settings of the schedule, as options"
    }
  }
}

extension ExpectedFailure {
  /// What a file expects, against what is seen now.
  func comparison(with violations: [Violation]) -> String {
    if violations.contains(where: matches) { return ", as expected" }
    let isOther = fingerprint != nil && violations.contains { $0.invariant == property }
    return isOther
      ? ", where another violation of \(property) was expected" : ", where a violation of \(property) was expected"
  }
}

import TraceChecker

/// The failures of a campaign that violate the same property first, in the same kind of step and evidence.
public struct FailureKind: Sendable {
  /// The property that was violated first.
  public let property: String
  /// The fingerprint of that violation.
  public let fingerprint: UInt64
  /// The number of runs that failed in this way.
  public private(set) var count = 1
  /// The failure with the fewest steps; of several, the one with the lowest seed.
  public private(set) var shortest: RunResult

  /// - Parameter violation: what was violated first in `result`.
  init(_ violation: Violation, _ result: RunResult) {
    property = violation.invariant
    fingerprint = violation.fingerprint
    shortest = result
  }

  /// Whether a failure is of this kind.
  func includes(_ violation: Violation) -> Bool {
    violation.invariant == property && violation.fingerprint == fingerprint
  }

  /// Counts one more failure of the kind. They come in the order of their seeds.
  mutating func add(_ result: RunResult) {
    count += 1
    if result.firstViolatingStep < shortest.firstViolatingStep { shortest = result }
  }
}

extension RunResult {
  /// The step that violated a property first; the largest number if none did.
  package var firstViolatingStep: Int { violations.first?.step ?? .max }
}

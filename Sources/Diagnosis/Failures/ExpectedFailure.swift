import TraceChecker

/// The failure that a run or schedule is expected to show: the property that it violates first, and the kind of the
/// violation.
public struct ExpectedFailure: Hashable, Sendable {
  /// The name of the property.
  public let property: String
  /// The fingerprint of the violation; `nil` if any violation of the property will do.
  public let fingerprint: UInt64?

  /// The failure with this property and fingerprint.
  public init(property: String, fingerprint: UInt64?) {
    self.property = property
    self.fingerprint = fingerprint
  }

  /// The failure that `violation` is.
  public init(_ violation: Violation) { self.init(property: violation.invariant, fingerprint: violation.fingerprint) }

  /// The violation that is this failure, if it is among those of the first step that violates anything.
  /// - Parameter violations: the violations of a run or schedule, in their order.
  public func first(in violations: [Violation]) -> Violation? {
    violations.ofFirstStep.first(where: matches)
  }

  /// Whether a violation is this failure.
  public func matches(_ violation: Violation) -> Bool {
    violation.invariant == property && (fingerprint ?? violation.fingerprint) == violation.fingerprint
  }
}

extension [Violation] {
  /// The violations of the first step that violates anything: a run or schedule that is made smaller ends there.
  package var ofFirstStep: ArraySlice<Violation> { prefix { $0.step == self[0].step } }
}

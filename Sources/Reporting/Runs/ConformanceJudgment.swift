/// A verdict in which `Conformance` may have ended before the rest, at something that the specification
/// lacks.
package protocol ConformanceJudgment {
  /// Whether `Conformance` was asked for by name.
  var asksForConformance: Bool { get }
  /// Whether it was not judged to the end.
  var hasConformanceEnd: Bool { get }
}

extension ConformanceJudgment {
  /// Whether it was asked for by name, but not judged to the end: there is no verdict then, unless something is
  /// violated.
  package var isConformanceCutShort: Bool { asksForConformance && hasConformanceEnd }
}

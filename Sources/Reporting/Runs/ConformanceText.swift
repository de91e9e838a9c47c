import TraceChecker

/// How far `Conformance` was judged, in words.
package enum ConformanceText {
  /// What follows the verdict on a run if the judgment ended before the run did; otherwise empty.
  package static func limit(_ end: ConformanceEnd?) -> String {
    end.map { " (\(Conformance.name) checked only \(extent($0)))" } ?? ""
  }

  /// Where the judgment ended, and why.
  package static func extent(_ end: ConformanceEnd) -> String {
    "before step \(end.step): the specification has \(end.reason)"
  }

  /// The verdict on a run without violations if `Conformance` was asked for by name, but not judged to the end.
  package static let inconclusive = "inconclusive, \(Conformance.name) cannot be checked to the end"

  package static func json(_ end: ConformanceEnd?) -> JSONText {
    guard let end else { return .null }
    return .object([("step", .integer(end.step)), ("reason", .string("\(end.reason)"))])
  }
}

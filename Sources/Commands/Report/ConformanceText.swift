import TraceChecker

/// How far `Conformance` was judged, in words.
enum ConformanceText {
  /// The limit of one run, to follow its verdict; empty if there was none.
  static func limit(_ end: ConformanceEnd?) -> String {
    end.map { " (\(Conformance.name) judged only \(extent($0)))" } ?? ""
  }

  /// Up to where, and why no further.
  static func extent(_ end: ConformanceEnd) -> String { "before step \(end.step): the specification has \(end.reason)" }

  /// Why a run that breaks nothing is inconclusive, if `Conformance` was asked for by name.
  static let inconclusive = "inconclusive, \(Conformance.name) cannot be judged to the end"

  static func json(_ end: ConformanceEnd?) -> JSONText {
    guard let end else { return .null }
    return .object([("step", .integer(end.step)), ("reason", .string("\(end.reason)"))])
  }
}

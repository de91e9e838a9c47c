import Simulator

extension JSONText {
  /// The counts of `statistics` by name, in the order of `RunStatistics.counts`.
  package init(_ statistics: RunStatistics) {
    self = .object(RunStatistics.counts.map { (key: $0.name, value: .integer(statistics[keyPath: $0.path])) })
  }
}

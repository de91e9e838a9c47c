import Simulator
import Testing
import TraceChecker

@testable import ModelChecker

/// Bounds within which a defect breaks something, and what is asked.
struct DefectBounds: CustomTestStringConvertible, Sendable {
  let defect: String
  let cluster: BoundedCluster
  /// Whether it is left aside that steps conform to the specification, so that the guarantees break.
  let isLenient: Bool
  /// Whether the search is small enough for plain exploration.
  let isTiny: Bool

  var testDescription: String { "\(defect) in a \(cluster.network)\(isLenient ? ", leniently" : "")" }

  init(
    _ defect: String, servers: Int = 2, term: Int = 1, log: Int = 1, isLenient: Bool = false, isTiny: Bool = true,
    _ change: (inout BoundedCluster) -> Void = { _ in }
  ) {
    self.defect = defect
    self.isLenient = isLenient
    self.isTiny = isTiny
    var cluster = BoundedCluster()
    (cluster.servers, cluster.maxTerm, cluster.maxLog) = (servers, term, log)
    guard let planted = Defect.named(defect) else { preconditionFailure("there is no defect '\(defect)'") }
    cluster.defect = planted
    var scenario = Scenario()
    (scenario.noOp, scenario.batch) = (cluster.appendsNoOp, cluster.batch)
    planted.prepare(&scenario)
    (cluster.appendsNoOp, cluster.batch) = (scenario.noOp, scenario.batch)
    change(&cluster)
    self.cluster = cluster
  }

  /// The search for it.
  var search: ClusterSearch {
    var search = ClusterSearch(cluster)
    if isLenient { search.checks.removeAll { $0 is Conformance } }
    return search
  }

  /// The same search in a bag of so many messages.
  func inBag(_ messages: Int) -> DefectBounds {
    DefectBounds(
      defect, servers: cluster.servers, term: cluster.maxTerm, log: cluster.maxLog, isLenient: isLenient, isTiny: isTiny
    ) {
      $0 = cluster
      ($0.network, $0.maxMessages) = (.bag, messages)
    }
  }
}

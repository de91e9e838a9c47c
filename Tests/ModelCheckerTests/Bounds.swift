import Simulator
import Testing

@testable import ModelChecker

/// Small bounds, with their words for reports.
struct Bounds: CustomTestStringConvertible, Sendable {
  let name: String
  let cluster: BoundedCluster
  var testDescription: String { name }

  init(
    _ name: String, servers: Int = 2, term: Int = 1, log: Int = 1, _ change: (inout BoundedCluster) -> Void = { _ in }
  ) {
    self.name = name
    var cluster = BoundedCluster()
    (cluster.servers, cluster.maxTerm, cluster.maxLog) = (servers, term, log)
    change(&cluster)
    self.cluster = cluster
  }
}

extension ClusterSearch {
  /// Explores with one thread, or with as many as given.
  func explored(
    jobs: Int = 1, isExact: Bool = false, depth: Int? = nil
  ) -> (result: Exploration, counterexample: Schedule?) {
    var limits = Limits()
    (limits.jobs, limits.isExact, limits.depth) = (jobs, isExact, depth)
    return explore(limits)
  }

  /// The name of the property that an exploration found broken.
  func broken(_ result: Exploration) -> String? { result.brokenProperty.map { properties[$0].name } }
}

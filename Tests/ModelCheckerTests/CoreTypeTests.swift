import RaftCore
import Simulator
import Testing

@testable import ModelChecker

@Suite("Exploration of a core without its type")
struct CoreTypeTests {
  @Test("the same server has the same states, with and without its type")
  func sameStates() {
    var cluster = BoundedCluster()
    (cluster.servers, cluster.maxTerm, cluster.maxLog, cluster.restarts) = (2, 2, 1, 1)
    let direct = ClusterSearch(cluster).explore(ClusterSearch.Limits()).result
    cluster.core = CoreType("RaftCore without its type", RaftCoreServer.self, rules: Rules())
    let erased = ClusterSearch(cluster).explore(ClusterSearch.Limits()).result
    #expect(direct.distinct > 100)
    #expect(erased.distinct == direct.distinct)
    #expect(erased.depth == direct.depth)
    #expect(direct.counterexample == nil && erased.counterexample == nil)
  }
}

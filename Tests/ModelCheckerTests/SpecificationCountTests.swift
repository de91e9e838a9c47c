import TestTier
import Testing

@testable import ModelChecker

/// The numbers of states that TLC finds in the models of `Specs/models` with the same names: `Specs/README.md` has them.
struct SpecificationCountTests {
  @Test func pairSetLog() {
    var cluster = BoundedCluster()
    cluster.servers = 2
    cluster.maxTerm = 1
    expect(cluster, distinct: 4_459, generated: 61_141, depth: 20)
  }

  @Test(.enabled(if: TestTier.isThorough, "RAFTSIM_THOROUGH=1 runs it")) func pairSet() {
    var cluster = BoundedCluster()
    cluster.servers = 2
    cluster.maxLog = 1
    cluster.restarts = nil
    expect(cluster, distinct: 11_393, generated: 151_195, depth: 20)
  }

  @Test func pairBag() {
    var cluster = BoundedCluster()
    cluster.servers = 2
    cluster.network = .bag
    cluster.maxMessages = 3
    expect(cluster, distinct: 21_615, generated: 114_041, depth: 27)
  }

  @Test func trioBag() {
    var cluster = BoundedCluster()
    cluster.network = .bag
    cluster.maxMessages = 3
    cluster.values = 0
    cluster.candidates = 2
    expect(cluster, distinct: 11_845, generated: 50_717, depth: 33)
  }

  private func expect(_ cluster: BoundedCluster, distinct: Int, generated: Int, depth: Int) {
    var model = ClusterModel(cluster)
    let reference = ReferenceExploration(&model)
    #expect(reference.distinct == distinct)
    #expect(reference.generated == generated)
    #expect(reference.depth == depth)
    #expect(reference.brokenProperty == nil)
  }
}

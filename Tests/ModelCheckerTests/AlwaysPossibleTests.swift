import Simulator
import Testing
import TraceChecker

@testable import ModelChecker

@Suite("Every majority can always elect a leader, and commit an entry")
struct AlwaysPossibleTests {
  /// A small cluster in which the rules are the paper's.
  struct Correct: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var cluster = BoundedCluster()

    init(_ name: String, servers: Int, _ bounds: (inout BoundedCluster) -> Void = { _ in }) {
      testDescription = name
      (cluster.servers, cluster.maxLog) = (servers, 1)
      bounds(&cluster)
    }
  }

  static let correct = [
    Correct("one server", servers: 1),
    Correct("two servers, any restarts", servers: 2) { $0.restarts = nil },
    Correct("two servers, no no-op, two entries", servers: 2) {
      ($0.appendsNoOp, $0.maxTerm, $0.maxLog) = (false, 1, 2)
    },
    Correct("three servers, one term", servers: 3) { $0.maxTerm = 1 },
    Correct("three servers, one that leads, a restart", servers: 3) {
      ($0.candidates, $0.restarts, $0.restarting) = (1, 1, 1)
    },
    Correct("two servers, a bag, any restarts", servers: 2) {
      ($0.network, $0.maxMessages, $0.restarts) = (.bag, 2, nil)
    },
    Correct("three servers, a bag that drops and duplicates, a restart", servers: 3) {
      ($0.network, $0.maxMessages, $0.restarts, $0.maxTerm) = (.bag, 3, 1, 1)
      ($0.drops, $0.duplicates) = (true, true)
    },
    Correct("four servers, a bag", servers: 4) { ($0.network, $0.maxMessages, $0.maxTerm) = (.bag, 5, 1) },
  ]

  @Test("with the rules of the paper", arguments: correct)
  func holds(_ correct: Correct) {
    let result = explore(correct.cluster).result
    #expect(result.stopReason == .complete)
    #expect(result.unreached.isEmpty)
  }

  @Test("not with votes that ask for both a later term and a longer log, once the leader is silent")
  func componentwise() throws {
    var cluster = BoundedCluster()
    (cluster.appendsNoOp, cluster.candidates) = (false, 2)
    let (result, counterexample) = try explore("vote-componentwise", cluster)
    #expect(result.counterexample?.actions.count == 10)
    #expect(counterexample != nil)
    cluster.maxLog = 1
    #expect(try explore("vote-componentwise", cluster).result.stopReason == .complete)
  }

  @Test("not with votes that carry no term: nobody is ever elected", arguments: [2, 3])
  func wrongTerm(servers: Int) throws {
    var cluster = BoundedCluster()
    cluster.servers = servers
    let result = try explore("vote-reply-wrong-term", cluster).result
    #expect(result.counterexample?.actions.count == 0)
  }

  @Test("with votes that are given once: a candidate asks again in a new term only")
  func repeatRefused() throws {
    var cluster = BoundedCluster()
    (cluster.servers, cluster.maxLog, cluster.restarts) = (2, 1, nil)
    #expect(try explore("vote-repeat-refused", cluster).result.stopReason == .complete)
  }

  private func explore(_ defect: String, _ cluster: BoundedCluster) throws -> (
    result: Exploration, counterexample: Schedule?
  ) {
    let defect = try #require(Defect.named(defect))
    var cluster = cluster
    cluster.defect = defect
    return explore(cluster)
  }

  private func explore(_ cluster: BoundedCluster) -> (result: Exploration, counterexample: Schedule?) {
    var search = ClusterSearch(cluster)
    search.checks = []
    search.checksProgress = true
    search.reductions.symmetry = true
    search.reductions.eagerSending = cluster.network == .set
    return search.explore(ClusterSearch.Limits())
  }
}

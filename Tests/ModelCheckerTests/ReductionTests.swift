import Simulator
import TestTier
import Testing

@testable import ModelChecker

/// What is left out proves nothing new. Under symmetry exactly one state of each orbit is kept, an orbit being the
/// states that renaming leads to, of the whole set; with eager sending every combination of servers' states and ghost
/// state is reached that is reached without, and no other. Both in full states and in fingerprints, alone and together.
@Suite("Reductions")
struct ReductionTests {
  private static let largeSets = [
    Bounds("pair, log 2", log: 2),
    Bounds("pair, log 2, batch 1", log: 2) { $0.batch = 1 },
    Bounds("trio, only s0 times out", servers: 3) { ($0.values, $0.candidates) = (0, 1) },
  ]

  private static let smallSets = [
    Bounds("pair", term: 2) { $0.values = 0 },
    Bounds("pair, matches kept across elections", term: 2) {
      ($0.values, $0.defect) = (0, Defect.named("match-kept-across-elections"))
    },
    Bounds("pair, a defect that takes three servers", term: 2) {
      ($0.values, $0.defect) = (0, Defect.named("vote-length-first"))
    },
    Bounds("pair, one command"),
    Bounds("pair, two commands") { $0.values = 2 },
    Bounds("pair, two commands, no no-op") { ($0.values, $0.appendsNoOp) = (2, false) },
    Bounds("pair, log 2, window 1", log: 2) { ($0.window, $0.batch) = (1, 1) },
    Bounds("pair, restarts") { $0.restarts = nil },
    Bounds("pair, a restart of s0") { ($0.restarts, $0.restarting) = (1, 1) },
    Bounds("pair, two restarts", log: 0) { ($0.restarts, $0.values) = (2, 0) },
    Bounds("pair, only s0 times out, s1 restarts too", term: 2) { ($0.candidates, $0.restarts) = (1, 1) },
    Bounds("trio, votes only", servers: 3, log: 0) { $0.values = 0 },
    Bounds("quartet, only s0 times out, no logs", servers: 4, log: 0) { ($0.values, $0.candidates) = (0, 1) },
    Bounds("single", servers: 1, term: 2, log: 2) { ($0.restarts, $0.values) = (1, 2) },
  ]

  private static let bounded = [
    Bounds("pair, bag", term: 2) { ($0.network, $0.maxMessages) = (.bag, 2) },
    Bounds("pair, bag, two commands") { ($0.network, $0.maxMessages, $0.values) = (.bag, 3, 2) },
    Bounds("pair, bag, faults and restarts") {
      ($0.network, $0.maxMessages, $0.drops, $0.duplicates, $0.restarts) = (.bag, 2, true, true, 1)
    },
    Bounds("trio, bag, only s0 and s1 time out", servers: 3) {
      ($0.network, $0.maxMessages, $0.values, $0.candidates) = (.bag, 3, 0, 2)
    },
    Bounds("trio, bag", servers: 3) { ($0.network, $0.maxMessages, $0.values) = (.bag, 2, 0) },
    Bounds("pair, set, five messages", log: 2) { $0.maxMessages = 5 },
  ]

  private static let sets = smallSets + TestTier.pick([], thorough: largeSets)

  static let bounds = sets + bounded
  static let unbounded = sets

  private static func reductions(symmetry: Bool = false, eager: Bool = false) -> Reductions {
    var reductions = Reductions()
    (reductions.symmetry, reductions.eagerSending) = (symmetry, eager)
    return reductions
  }

  /// The states of a model by all that they are, and the model with all that it came to know.
  private static func all(
    _ cluster: BoundedCluster, _ reductions: Reductions = Reductions()
  ) -> (exploration: ReferenceExploration<ClusterModel<RaftCoreServer>>, model: ClusterModel<RaftCoreServer>) {
    var model = ClusterModel(cluster, reductions: reductions)
    let exploration = ReferenceExploration(&model) { state, model in
      var words: [UInt64] = []
      model.encode(state, into: &words)
      return words
    }
    return (exploration, model)
  }

  private static func orbits(_ states: [ClusterState], _ model: ClusterModel<RaftCoreServer>) -> Int {
    Set(states.map { ReferenceExploration<ClusterModel<RaftCoreServer>>.words($0, model) }).count
  }

  private static func projections(_ states: [ClusterState], _ model: ClusterModel<RaftCoreServer>) -> Set<[UInt64]> {
    Set(
      states.map { state in
        state.withView { view in
          let servers = (0..<model.cluster.servers).map { model.servers.servers[Int(view[$0])] }
          return ClusterProjection.words(servers, model.ghostStates.ghostStates[Int(view.ghostState)], model.cluster)
        }
      })
  }

  /// Explores with the engine: by fingerprints, and exactly, which are to find the same and nothing wrong.
  private func explore(_ cluster: BoundedCluster, _ reductions: Reductions) -> Exploration {
    var search = ClusterSearch(cluster)
    search.reductions = reductions
    let (quick, exact) = (search.explored().result, search.explored(jobs: 2, isExact: true).result)
    #expect(exact.exactness == Exploration.Exactness(collisions: 0, flaws: 0))
    #expect(quick.stopReason == .complete)
    #expect(quick.levels == exact.levels)
    #expect(quick.generated == exact.generated)
    return quick
  }

  @Test("symmetry keeps one state of each orbit", arguments: bounds)
  func symmetry(_ bounds: Bounds) {
    let symmetric = Self.reductions(symmetry: true)
    let full = Self.all(bounds.cluster, symmetric)
    #expect(full.exploration.brokenProperty == nil)
    #expect(full.exploration.distinct == ClusterSearch(bounds.cluster).explored().result.distinct)
    #expect(explore(bounds.cluster, symmetric).distinct == Self.orbits(full.exploration.states, full.model))
  }

  @Test("eager sending reaches the same servers and ghostStates, and no others", arguments: unbounded)
  func eagerSending(_ bounds: Bounds) {
    let full = Self.all(bounds.cluster)
    let eager = Self.all(bounds.cluster, Self.reductions(eager: true))
    let reached = Self.projections(full.exploration.states, full.model)
    #expect(Self.projections(eager.exploration.states, eager.model) == reached)
    #expect(eager.exploration.brokenProperty == nil)
    #expect(explore(bounds.cluster, Self.reductions(eager: true)).distinct == eager.exploration.distinct)
  }

  @Test("both together keep one state of each orbit of what eager sending reaches", arguments: unbounded)
  func both(_ bounds: Bounds) {
    let reductions = Self.reductions(symmetry: true, eager: true)
    let eager = Self.all(bounds.cluster, reductions)
    #expect(
      explore(bounds.cluster, reductions).distinct == Self.orbits(eager.exploration.states, eager.model))
  }

  @Test("A server that alone has a defect keeps its name")
  func renamingsOfDefect() {
    var cluster = BoundedCluster()
    cluster.defect = Defect.named("vote-any-log")
    #expect(cluster.defect != nil)
    #expect(cluster.renamings == 6)
    cluster.defect = Defect.named("deposed-leader-timer-not-started")
    #expect(cluster.defect != nil)
    #expect(cluster.renamings == 2)
    #expect(Renaming.symmetries(of: cluster).allSatisfy { $0.server(0) == 0 })
  }

  @Test("servers change places only with those that may do the same")
  func renamings() {
    let cluster = Bounds("quintet", servers: 5) {
      ($0.candidates, $0.restarts, $0.restarting, $0.values) = (3, nil, 1, 2)
    }.cluster
    let renamings = Renaming.symmetries(of: cluster)
    // s0 alone; s1 and s2; s3 and s4; two commands.
    #expect(Set(renamings).count == 2 * 2 * 2)
    for renaming in renamings {
      #expect(renaming.servers[0] == 0 && Set(renaming.servers[1...2]) == [1, 2])
      #expect(renaming.commands[0] == 0)
    }
  }

  @Test("they leave something out")
  func effect() {
    let cluster = Bounds("pair", log: 2).cluster
    let full = explore(cluster, Self.reductions()).distinct
    let (symmetric, eager) = (Self.reductions(symmetry: true), Self.reductions(eager: true))
    #expect(explore(cluster, symmetric).distinct < full)
    #expect(explore(cluster, eager).distinct < full)
    #expect(explore(cluster, Self.reductions(symmetry: true, eager: true)).distinct * 3 < full)
  }
}

import RaftCore
import Simulator
import Testing
import TraceChecker

@testable import ModelChecker

/// What is beyond a bound is judged, and not followed: a step that breaks a property on its way out of the bounds is
/// found, and no state that is kept has a term, a log or a number of messages that is out of them. A limit of the depth
/// cuts levels off and changes none.
@Suite("The bounds of an exploration")
struct BoundsTests {
  @Test("a step that leads beyond the bounds is judged")
  func judged() throws {
    // The very first step of two servers of which one is a quorum leads to term 1, a log of 1 and a commit.
    var cluster = DefectBounds("quorum-of-even-cluster", term: 0, log: 0).cluster
    for bounds in [(term: 0, log: 5), (term: 5, log: 0), (term: 0, log: 0)] {
      (cluster.maxTerm, cluster.maxLog) = bounds
      let (result, counterexample) = ClusterSearch(cluster).explored()
      #expect(result.stopReason == .violation)
      #expect(try #require(counterexample).actions.map(\.action) == [.start, .start, .timeout])
      #expect(result.distinct == 1)
    }
  }

  @Test("a step that would put too many messages in transit is judged")
  func judgedMessages() {
    var search = DefectBounds("vote-self-unrecorded").search
    search.cluster.servers = 3
    for messages in [0, 1] {
      search.cluster.maxMessages = messages
      #expect(search.explored().result.stopReason == .violation)
    }
  }

  @Test("states within the bounds are kept, and no others", arguments: [BoundedCluster.NetworkKind.set, .bag])
  func kept(_ network: BoundedCluster.NetworkKind) {
    var cluster = Bounds("pair", term: 2, log: 1).cluster
    (cluster.network, cluster.maxMessages, cluster.values) = (network, 3, 1)
    var model = ClusterModel(cluster)
    let states = ReferenceExploration(&model).states
    var most = (term: 0, log: 0, messages: 0)
    for state in states {
      state.withView { view in
        for place in 0..<2 {
          let server = model.servers.servers[Int(view[place])]
          most.term = max(most.term, server.currentTerm)
          most.log = max(most.log, server.log.lastIndex)
        }
        most.messages = max(most.messages, view.messageCount)
      }
    }
    #expect(most == (2, 1, 3))
  }

  @Test("within no room there is one state, and its steps are counted")
  func none() {
    let result = ClusterSearch(Bounds("trio", servers: 3, term: 0, log: 0).cluster).explored().result
    #expect(result.distinct == 1)
    #expect(result.generated == 4)
    #expect(result.levels == [1])
    #expect(result.unreached.count == 2)
  }

  @Test("the limit of the depth cuts levels off", arguments: [0, 1, 5, 1000])
  func depth(_ depth: Int) {
    let search = ClusterSearch(Bounds("pair", log: 2).cluster)
    let (all, cut) = (search.explored().result, search.explored(depth: depth).result)
    #expect(cut.levels == Array(all.levels.prefix(depth + 1)))
    #expect(cut.stopReason == (depth < all.depth ? .depth : .complete))
  }

  @Test("a violation is found at its depth and not before")
  func violationDepth() throws {
    let bounds = DefectBounds("commit-index-falls")
    let length = try #require(bounds.search.explored().result.counterexample).actions.count
    // The states at a depth are known when all steps from those before are taken: the breaking one is one more.
    #expect(bounds.search.explored(depth: length).result.stopReason == .violation)
    #expect(bounds.search.explored(depth: length - 1).result.stopReason == .depth)
  }

  @Test("all checks are the default, but for those of whole runs, which a search leaves out")
  func checks() {
    let search = ClusterSearch(Bounds("all").cluster)
    let names = Checker.allChecks.ofSteps.map { type(of: $0).name }
    #expect(search.properties.map(\.name) == names + ["LeaderElected", "EntryCommitted"])
    #expect(search.explored().result.judged.count == names.count + 2)
  }

  @Test("what no step leads to is reported")
  func vacuous() {
    func unreached(_ bounds: Bounds) -> [String] {
      let search = ClusterSearch(bounds.cluster)
      return search.explored().result.unreached.map { search.properties[$0].name }
    }
    #expect(
      unreached(Bounds("no server times out", servers: 3) { $0.candidates = 0 })
        == ["LeaderElected", "EntryCommitted"])
    #expect(unreached(Bounds("nothing to commit") { ($0.appendsNoOp, $0.values) = (false, 0) }) == ["EntryCommitted"])
    #expect(unreached(Bounds("all")).isEmpty)
  }
}

@Suite("Random walks in a cluster")
struct ClusterWalkTests {
  @Test("the same seed leads to the same walks, another to others, and reductions keep them within the model")
  func seeds() {
    let search = ClusterSearch(Bounds("trio", servers: 3, term: 3, log: 2) { $0.restarts = nil }.cluster)
    let walks = search.walk(seed: 1, walks: 20, depth: 40).result
    #expect(search.walk(seed: 1, walks: 20, depth: 40).result == walks)
    #expect(search.walk(seed: 2, walks: 20, depth: 40).result != walks)
    #expect(walks.stopReason == .complete)
    #expect(walks.walks == 20)
  }

  @Test(
    "what they find plays as a schedule, and breaks what is reported at its last step",
    arguments: [
      DefectBounds("commit-index-falls", servers: 3, term: 3, log: 3),
      DefectBounds("vote-any-log", servers: 3, term: 3, log: 2, isLenient: true),
      DefectBounds("append-truncates-always", servers: 3, term: 2, log: 3, isLenient: true).inBag(6),
      DefectBounds("quorum-of-even-cluster", servers: 4, term: 2, log: 2, isLenient: true) { $0.restarts = nil },
    ])
  func violation(_ bounds: DefectBounds) throws {
    for eager in [false, bounds.cluster.network == .set] {
      var search = bounds.search
      search.reductions.eagerSending = eager
      let (result, counterexample) = search.walk(seed: 3, walks: 2000, depth: 60)
      let broken = try #require(result.brokenProperty.map { search.properties[$0].name })
      let schedule = try #require(counterexample)
      let played = schedule.play(checks: search.checks)
      #expect(played.verdict == .violated(step: schedule.actions.count))
      #expect(played.violations.map(\.invariant).contains(broken))
      #expect(search.walk(seed: 3, walks: 2000, depth: 60).counterexample?.actions == schedule.actions)
    }
  }
}

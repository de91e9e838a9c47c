import RaftCore
import Simulator
import TestTier
import Testing
import TraceChecker

@testable import ModelChecker

/// What is found broken is broken: the schedule plays against the core and breaks the property that is reported at its
/// last step, and nothing before, whatever is left out of the search. It is a shortest one, as plain exploration
/// agrees.
@Suite("Counterexamples")
struct CounterexampleTests {
  static let inSets = [
    DefectBounds("vote-index-beyond-commit"),
    DefectBounds("vote-index-beyond-commit", term: 2, isLenient: true),
    DefectBounds("vote-any-log"),
    DefectBounds("vote-any-log", term: 2, isLenient: true),
    DefectBounds("vote-stale-grant", term: 2),
    DefectBounds("vote-reply-next-term"),
    DefectBounds("vote-reply-next-term", isLenient: true),
    DefectBounds("vote-cleared-by-leader-message"),
    DefectBounds("vote-cleared-by-leader-message", servers: 3, isLenient: true),
    DefectBounds("vote-cleared-by-step-down", servers: 3),
    DefectBounds("vote-cleared-by-step-down", servers: 3, isLenient: true),
    DefectBounds("vote-self-unrecorded"),
    DefectBounds("vote-self-unrecorded", isLenient: true),
    DefectBounds("term-regresses", term: 2),
    DefectBounds("leader-keeps-leading", term: 2),
    DefectBounds("append-truncates-always", log: 2),
    DefectBounds("append-truncates-always", log: 2, isLenient: true),
    DefectBounds("append-truncates-on-heartbeat", log: 2),
    DefectBounds("append-truncates-on-heartbeat", log: 2, isLenient: true),
    DefectBounds("ack-own-last-index", log: 2),
    DefectBounds("append-stale-term-accepted", term: 2),
    DefectBounds("entries-restamped-from-old-leader", term: 2),
    DefectBounds("match-assigned", log: 2),
    DefectBounds("stale-nack-below-match"),
    DefectBounds("commit-old-term-by-counting", term: 2),
    DefectBounds("quorum-of-even-cluster"),
    DefectBounds("commit-index-falls"),
    DefectBounds("append-overwrites-keeps-tail", servers: 3, term: 2, log: 2, isTiny: false) {
      ($0.candidates, $0.values) = (2, 1)
    },
    DefectBounds("append-prev-term-unchecked", servers: 3, term: 2, isTiny: false) { $0.candidates = 2 },
    DefectBounds("conflict-by-index-only", servers: 3, term: 2, isTiny: false) { $0.candidates = 2 },
  ]

  static let inBags = [
    DefectBounds("vote-index-beyond-commit", term: 2, isLenient: true).inBag(3),
    DefectBounds("vote-reply-next-term", isLenient: true).inBag(2),
    DefectBounds("vote-cleared-by-leader-message", servers: 3, isLenient: true).inBag(4),
    DefectBounds("vote-self-unrecorded", isLenient: true).inBag(4),
    DefectBounds("term-regresses", term: 2).inBag(3),
    DefectBounds("leader-keeps-leading", term: 2).inBag(3),
    DefectBounds("append-truncates-always", log: 2, isLenient: true).inBag(3),
    DefectBounds("ack-own-last-index", log: 2).inBag(3),
    DefectBounds("match-assigned", log: 2).inBag(4),
    DefectBounds("commit-old-term-by-counting", term: 2).inBag(3),
    DefectBounds("match-kept-across-elections", term: 3) { $0.appendsNoOp = false }.inBag(2),
    DefectBounds("entries-restamped", servers: 3, term: 2, log: 2) { ($0.candidates, $0.values) = (2, 0) }.inBag(3),
    DefectBounds("follower-commit-unbounded", servers: 3, term: 2, log: 2) { $0.candidates = 2 }.inBag(3),
  ]

  static let all = inSets + inBags
  static let tiny = all.filter(\.isTiny)

  private static func reductions(of cluster: BoundedCluster) -> [Reductions] {
    // That eager sending alone finds the same is also shown by `ReductionTests`.
    let eagerAlone = TestTier.pick([], thorough: [(false, true)])
    return ([(false, false), (true, false), (true, true)] + eagerAlone).filter {
      cluster.network == .set || !$0.1
    }.map {
      var reductions = Reductions()
      (reductions.symmetry, reductions.eagerSending) = $0
      return reductions
    }
  }

  /// The steps that count: servers start anyhow, and what a set delivers twice is duplicated.
  private static func length(_ schedule: Schedule) -> Int {
    schedule.actions.count { $0.action != .start && $0.action != .duplicate }
  }

  /// Finds what is broken, and holds the schedule against the core.
  private func find(_ search: ClusterSearch) throws -> (result: Exploration, schedule: Schedule) {
    let (result, found) = search.explored()
    #expect(result.stopReason == .violation)
    let broken = try #require(search.broken(result))
    let schedule = try #require(found)
    let played = schedule.play(checks: search.checks)
    #expect(played.verdict == .violated(step: schedule.actions.count))
    #expect(played.violations.map(\.invariant).contains(broken))
    #expect(played.obstacle == nil)
    return (result, schedule)
  }

  @Test("each plays, and breaks what is reported at its last step", arguments: all)
  func plays(_ bounds: DefectBounds) throws {
    var lengths: [Int] = []
    for reductions in Self.reductions(of: bounds.cluster) {
      var search = bounds.search
      search.reductions = reductions
      let (result, schedule) = try find(search)
      let length = Self.length(schedule)
      if !reductions.eagerSending { #expect(length == result.counterexample?.actions.count) }
      lengths.append(length)
    }
    // Symmetry finds one as short; eager sending one as short but for what is sent at once.
    #expect(lengths.count < 2 || lengths[1] == lengths[0])
    #expect(lengths.min() == lengths[0])
  }

  @Test("each is a shortest one", arguments: tiny)
  func isShortest(_ bounds: DefectBounds) throws {
    let search = bounds.search
    let plain = PlainExploration(bounds.cluster, checks: search.checks)
    // `plays` has one thread, too.
    for jobs in TestTier.pick([2], thorough: [1, 2]) {
      let result = search.explored(jobs: jobs).result
      #expect(result.counterexample?.actions.count == plain.length)
      #expect(plain.broken.contains(try #require(search.broken(result))))
    }
  }
}

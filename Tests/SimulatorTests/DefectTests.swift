import Simulator
import Testing
import TraceChecker

@Suite("Every planted defect is found, and named by every invariant that it breaks")
struct DefectTests {
  /// A campaign of a few seeds around one that is known to show it: a debug build has no time for thousands.
  struct Case: CustomTestStringConvertible, Sendable {
    let defect: String
    let invariant: String
    let seed: UInt64
    var testDescription: String { "\(defect) breaks \(invariant)" }
  }

  static let cases = [
    Case(defect: "vote-index-beyond-commit", invariant: "LeaderCompleteness", seed: 16),
    Case(defect: "vote-index-beyond-commit", invariant: "VotersNotNewer", seed: 5),
    Case(defect: "vote-index-beyond-commit", invariant: "Conformance", seed: 5),
    Case(defect: "vote-any-log", invariant: "LeaderCompleteness", seed: 4),
    Case(defect: "vote-any-log", invariant: "VotersNotNewer", seed: 4),
    Case(defect: "vote-any-log", invariant: "UpToDateLogHoldsCommitted", seed: 4),
    Case(defect: "vote-any-log", invariant: "Conformance", seed: 4),
    Case(defect: "vote-length-first", invariant: "LeaderCompleteness", seed: 228),
    Case(defect: "vote-length-first", invariant: "VotersNotNewer", seed: 18),
    Case(defect: "vote-length-first", invariant: "UpToDateLogHoldsCommitted", seed: 228),
    Case(defect: "vote-length-first", invariant: "Conformance", seed: 18),
    Case(defect: "vote-componentwise", invariant: "Conformance", seed: 20),
    Case(defect: "vote-repeat-refused", invariant: "Conformance", seed: 9),
    Case(defect: "vote-stale-grant", invariant: "ElectionSafety", seed: 359),
    Case(defect: "vote-stale-grant", invariant: "Conformance", seed: 13),
    Case(defect: "vote-reply-next-term", invariant: "MessageTermsBounded", seed: 1),
    Case(defect: "vote-reply-next-term", invariant: "Conformance", seed: 1),
    Case(defect: "vote-reply-wrong-term", invariant: "Conformance", seed: 1),
    Case(defect: "vote-cleared-by-leader-message", invariant: "ElectionSafety", seed: 140),
    Case(defect: "vote-cleared-by-leader-message", invariant: "VoteOnce", seed: 10),
    Case(defect: "vote-cleared-by-leader-message", invariant: "Conformance", seed: 1),
    Case(defect: "vote-cleared-by-step-down", invariant: "VoteOnce", seed: 7),
    Case(defect: "vote-cleared-by-step-down", invariant: "Conformance", seed: 4),
    Case(defect: "vote-self-unrecorded", invariant: "ElectionSafety", seed: 2),
    Case(defect: "vote-self-unrecorded", invariant: "Conformance", seed: 1),
    Case(defect: "term-regresses", invariant: "ElectionSafety", seed: 10),
    Case(defect: "term-regresses", invariant: "TermsMonotone", seed: 5),
    Case(defect: "term-regresses", invariant: "Conformance", seed: 5),
    Case(defect: "leader-keeps-leading", invariant: "ElectionSafety", seed: 10),
    Case(defect: "leader-keeps-leading", invariant: "PermittedRoleChanges", seed: 5),
    Case(defect: "leader-keeps-leading", invariant: "Conformance", seed: 5),
    Case(defect: "append-truncates-always", invariant: "LeaderCompleteness", seed: 58),
    Case(defect: "append-truncates-always", invariant: "CommittedOnMajority", seed: 5),
    Case(defect: "append-truncates-always", invariant: "CommittedEntriesStable", seed: 1),
    Case(defect: "append-truncates-always", invariant: "QuorumHoldsCommitted", seed: 5),
    Case(defect: "append-truncates-always", invariant: "Conformance", seed: 1),
    Case(defect: "append-truncates-on-heartbeat", invariant: "LeaderCompleteness", seed: 14),
    Case(defect: "append-truncates-on-heartbeat", invariant: "CommittedOnMajority", seed: 1),
    Case(defect: "append-truncates-on-heartbeat", invariant: "CommittedEntriesStable", seed: 1),
    Case(defect: "append-truncates-on-heartbeat", invariant: "Conformance", seed: 1),
    Case(defect: "append-overwrites-keeps-tail", invariant: "LogMatching", seed: 14),
    Case(defect: "append-overwrites-keeps-tail", invariant: "LogTermsMonotone", seed: 14),
    Case(defect: "append-overwrites-keeps-tail", invariant: "Conformance", seed: 14),
    Case(defect: "append-prev-term-unchecked", invariant: "LogMatching", seed: 16),
    Case(defect: "append-prev-term-unchecked", invariant: "LogTermsMonotone", seed: 42),
    Case(defect: "append-prev-term-unchecked", invariant: "Conformance", seed: 16),
    Case(defect: "ack-own-last-index", invariant: "StateMachineSafety", seed: 10),
    Case(defect: "ack-own-last-index", invariant: "CommittedOnMajority", seed: 5),
    Case(defect: "ack-own-last-index", invariant: "QuorumHoldsCommitted", seed: 5),
    Case(defect: "ack-own-last-index", invariant: "Conformance", seed: 1),
    Case(defect: "append-stale-term-accepted", invariant: "StateMachineSafety", seed: 675),
    Case(defect: "append-stale-term-accepted", invariant: "CommittedOnMajority", seed: 675),
    Case(defect: "append-stale-term-accepted", invariant: "LeaderAppendOnly", seed: 812),
    Case(defect: "append-stale-term-accepted", invariant: "PermittedLogChanges", seed: 812),
    Case(defect: "append-stale-term-accepted", invariant: "Conformance", seed: 5),
    Case(defect: "entries-restamped", invariant: "LogMatching", seed: 4),
    Case(defect: "entries-restamped", invariant: "Conformance", seed: 4),
    Case(defect: "entries-restamped-from-old-leader", invariant: "EntryTermsElected", seed: 13),
    Case(defect: "entries-restamped-from-old-leader", invariant: "Conformance", seed: 4),
    Case(defect: "conflict-by-index-only", invariant: "StateMachineSafety", seed: 5),
    Case(defect: "conflict-by-index-only", invariant: "Conformance", seed: 5),
    Case(defect: "ack-from-old-leadership", invariant: "StateMachineSafety", seed: 9771),
    Case(defect: "ack-from-old-leadership", invariant: "CommittedOnMajority", seed: 9771),
    Case(defect: "ack-from-old-leadership", invariant: "Conformance", seed: 1),
    Case(defect: "match-assigned", invariant: "MatchIndexMonotone", seed: 1),
    Case(defect: "match-assigned", invariant: "Conformance", seed: 1),
    Case(defect: "stale-nack-below-match", invariant: "MatchIndexBelowNext", seed: 6),
    Case(defect: "stale-nack-below-match", invariant: "Conformance", seed: 1),
    Case(defect: "match-kept-across-elections", invariant: "StateMachineSafety", seed: 6336),
    Case(defect: "match-kept-across-elections", invariant: "CommittedOnMajority", seed: 135),
    Case(defect: "match-kept-across-elections", invariant: "Conformance", seed: 1),
    Case(defect: "commit-old-term-by-counting", invariant: "LeaderCompleteness", seed: 510),
    Case(defect: "commit-old-term-by-counting", invariant: "LeaderCommitsOwnTerm", seed: 4),
    Case(defect: "commit-old-term-by-counting", invariant: "Conformance", seed: 4),
    Case(defect: "follower-commit-to-last-index", invariant: "StateMachineSafety", seed: 10),
    Case(defect: "follower-commit-to-last-index", invariant: "Conformance", seed: 10),
    Case(defect: "follower-commit-unbounded", invariant: "StateMachineSafety", seed: 10),
    Case(defect: "follower-commit-unbounded", invariant: "CommitIndexWithinLog", seed: 1),
    Case(defect: "follower-commit-unbounded", invariant: "Conformance", seed: 1),
    Case(defect: "quorum-of-even-cluster", invariant: "StateMachineSafety", seed: 4),
    Case(defect: "quorum-of-even-cluster", invariant: "ElectionSafety", seed: 4),
    Case(defect: "quorum-of-even-cluster", invariant: "CommittedOnMajority", seed: 1),
    Case(defect: "quorum-of-even-cluster", invariant: "Conformance", seed: 1),
    Case(defect: "commit-index-falls", invariant: "CommitIndexMonotone", seed: 1),
    Case(defect: "commit-index-falls", invariant: "Conformance", seed: 1),
    Case(defect: "truncation-forgotten", invariant: "LogMatching", seed: 65),
    Case(defect: "truncation-forgotten", invariant: "DurableStateSurvives", seed: 65),
    Case(defect: "truncation-forgotten", invariant: "Conformance", seed: 65),
    Case(defect: "grant-before-durable", invariant: "ElectionSafety", seed: 61),
    Case(defect: "grant-before-durable", invariant: "VoteOnce", seed: 61),
    Case(defect: "grant-before-durable", invariant: "DurableStateSurvives", seed: 1),
    Case(defect: "grant-before-durable", invariant: "Conformance", seed: 1),
  ]

  @Test("a campaign finds it", arguments: cases)
  func isFound(_ known: Case) throws {
    let defect = try #require(Defect.named(known.defect))
    var campaign = Campaign(firstSeed: known.seed - min(known.seed - 1, 5), runs: 6, jobs: 2)
    campaign.invariants = Checker.standardInvariants.filter { type(of: $0).name == known.invariant }
    let summary = campaign.run { seed in
      var scenario = Scenario(swarm: seed)
      for need in defect.needs { need.apply(to: &scenario) }
      return RunPlan(seed: seed, scenario: scenario, defect: defect)
    }
    let failure = try #require(summary.failures.first)
    #expect(failure.violations.map(\.invariant) == [known.invariant])
    #expect(failure.plan.seed <= known.seed)
  }

  @Test("the cases are all that the defects claim to break, and every invariant has one")
  func isComplete() {
    let claimed = Defect.all.flatMap { defect in defect.breaks.map { "\(defect.name) \($0)" } }
    #expect(Set(Self.cases.map { "\($0.defect) \($0.invariant)" }) == Set(claimed))
    #expect(Set(Self.cases.map(\.invariant)) == Set(Checker.standardInvariants.map { type(of: $0).name }))
    #expect(Set(Defect.all.map(\.name)).count == Defect.all.count)
  }
}

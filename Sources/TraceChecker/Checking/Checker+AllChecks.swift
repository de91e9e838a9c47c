extension Checker {
  /// Every check: the one list, in the order in which violations of one step are reported.
  public static let allChecks: [any Check] = [
    ElectionSafety(), VoteOnce(), TermsMonotone(), LogMatching(), LeaderAppendOnly(), CommitIndexMonotone(),
    CommitIndexWithinLog(), StateMachineSafety(), LeaderCompleteness(), CommittedOnMajority(),
    CommittedEntriesStable(), DurableStateSurvives(), LogTermsMonotone(), EntryTermsElected(),
    QuorumHoldsCommitted(), UpToDateLogHoldsCommitted(), LeaderCommitsOwnTerm(), VotersNotNewer(),
    MatchIndexMonotone(), MatchIndexBelowNext(), MessageTermsBounded(), PermittedRoleChanges(),
    PermittedLogChanges(), Conformance(), Linearizable(), Progress(),
  ]

  /// The checks that single steps can fail: all but those of whole runs.
  public static let stepChecks: [any Check] = allChecks.filter { check in
    if case .run = check.kind { false } else { true }
  }
}

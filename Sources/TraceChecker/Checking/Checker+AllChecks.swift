extension Checker {
  /// Every check: the one list, in the order in which violations of one step are reported.
  public static let allChecks: [any Check] = [
    ElectionSafety(), VoteOnce(), TermsMonotone(), LogMatching(), LeaderAppendOnly(), CommitIndexMonotone(),
    CommitIndexWithinLog(), StateMachineSafety(), LeaderCompleteness(), CommittedOnMajority(),
    CommittedEntriesStable(), DurableStateSurvives(), LogTermsMonotone(), EntryTermsElected(),
    QuorumHoldsCommitted(), UpToDateLogHoldsCommitted(), LeaderCommitsOwnTerm(), VotersNotNewer(),
    MatchIndexMonotone(), MatchIndexBelowNext(), MessageTermsBounded(), PermittedRoleChanges(),
    PermittedLogChanges(), NoTrap(), Conformance(), Linearizable(), ReplicaAgreement(), Progress(),
  ]

  /// The checks of steps among all checks.
  package static let stepChecks: [any Check] = allChecks.ofSteps
}

extension [any Check] {
  /// Those that single steps can violate: all but the checks of whole runs.
  package var ofSteps: [any Check] {
    filter { if case .run = $0.kind { false } else { true } }
  }
}

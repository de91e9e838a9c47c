import TraceChecker

/// What watches a run, and may end it before its time.
struct RunObservation {
  /// What is checked.
  var checks: [any Check] = []
  /// Who sees every event that the checks see.
  var observers: [any EventObserver] = []
  /// Whether the digest, the checks and the observers see the run.
  var isJudging = true
  /// The invariant whose violation ends the run; `nil` for any.
  var lastInvariant: String?
  /// Sees every event as it happens.
  var record: ((TraceEvent) -> Void)?
  /// Called with every decision and its outcome, in the order in which they are made.
  var observeDecision: ((DecisionKey, DecisionValue) -> Void)?
  /// Whether the run is to end; asked now and then.
  var isCancelled: @Sendable () -> Bool = { false }
}

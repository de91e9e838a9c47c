import TraceChecker

/// The checks and observers of a run, and what may end the run early.
struct RunObservation {
  var checks: [any Check] = []
  /// The observers, which see every event that the checks see.
  var observers: [any EventObserver] = []
  /// Whether the digest, the checks and the observers see the run.
  var isJudging = true
  /// The invariant whose violation ends the run; `nil` for any.
  var lastInvariant: String?
  /// Sees every event as it happens.
  var record: ((TraceEvent) -> Void)?
  /// Called with every decision and its outcome, in the order in which they are made.
  var observeDecision: ((DecisionKey, DecisionValue) -> Void)?
  /// Counts the calls of the code under test.
  var calls = CoreCalls()
  /// Whether to end the run early; called every few dozen occurrences.
  var isCancelled: @Sendable () -> Bool = { false }

  /// Whether what the replicas of the state machine return is compared.
  var comparesReplicas: Bool { isJudging && checks.contains { $0 is ReplicaAgreement } }
}

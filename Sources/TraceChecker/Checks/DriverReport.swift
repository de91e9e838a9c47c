/// What the driver of a cluster reports to the checks: no event of a trace shows it.
public enum DriverReport: Hashable, Sendable {
  /// The cluster did not recover in time after the faults ended.
  case stalled(Stall)
  /// Two applications of the same entries to the state machine had different results.
  case replicasDiffer(ReplicaDifference)
}

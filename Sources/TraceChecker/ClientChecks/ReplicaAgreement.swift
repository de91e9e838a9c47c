/// Every replica of the state machine returns the same output for the entry at an index, and is in the same state after
/// it: all replicas apply the same commands in the same order, and the state machine is deterministic (§2).
///
/// No event of a trace violates it: the driver of the cluster applies the entries and compares the results
/// (`Checker.observe(_:at:_:)`).
public struct ReplicaAgreement: RunCheck {
  /// The name, as in `--only`.
  public static let name = "ReplicaAgreement"
  /// The section of the paper.
  public static let section = "2"
  /// What must hold, in one sentence.
  public static let statement = "all replicas return the same output for the entry at an index, and have the same state"

  /// It judges only what the driver of the cluster reports.
  public static let seesClients = false

  /// Why no trace can show a violation.
  public static let notInTraces: String? = "a trace does not have what the state machine of each server returned"

  /// The check; it has no state of its own.
  public init() {}

  /// A difference is a violation.
  public mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> RunFinding? {
    guard case .replicasDiffer(let difference) = report else { return nil }
    return RunFinding(.replicasDiffer(difference), at: step, time)
  }
}

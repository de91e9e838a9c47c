/// When the faults have ended, the cluster recovers (§5.6): within a bound of time there is a leader, a new entry is
/// committed on every connected server, their logs agree and every client has its answer. TLA+: `LeaderAgainAndAgain`,
/// `ValuesOnAllOrNone`.
///
/// No event of a trace violates it: the driver of the cluster knows when the faults ended and when the time is over
/// (`Checker.observe(_:at:_:)`).
public struct Progress: RunCheck {
  /// The name, as in `--only`.
  public static let name = "Progress"
  /// The section of the paper.
  public static let section = "5.6"
  /// What must hold, in one sentence.
  public static let statement = "when the faults have ended, a leader is elected, commits, and answers every client"

  /// It judges only what the driver of the cluster reports.
  public static let seesClients = false

  /// Why no trace can show a violation.
  public static let notInTraces: String? = "a trace does not say by when the cluster had to recover"

  /// The check; it has no state of its own.
  public init() {}

  /// A stall is a violation.
  public mutating func observe(_ report: DriverReport, at step: Int, _ time: Int) -> RunFinding? {
    guard case .stalled(let stall) = report else { return nil }
    return RunFinding(.stalled(stall), at: step, time)
  }
}

/// No server traps: neither its Raft code in a step, nor its state machine when it applies an entry. A trap ends the
/// process, and after a restart the server often traps again.
public struct NoTrap: Invariant {
  /// The name, as in `--only`.
  public static let name = "NoTrap"
  /// The section of the paper that says how a server handles each message.
  public static let section = "5"
  /// What must hold, in one sentence.
  public static let statement = "no server traps in a step or while it applies an entry"
  /// Traps of a server.
  public static let interests: Transition.Changes = .trap
  /// It looks only at the server that takes the step.
  public static let scope = CheckScope.server

  /// What is known about the trap of this run; events do not record it.
  private let trap: RuntimeTrap?

  /// Reports the traps that events record.
  public init() { trap = nil }

  /// Reports the trap of a run with what is known about it.
  package init(_ trap: RuntimeTrap) { self.trap = trap }

  /// Every step of a server tests it.
  public static func isTested(by event: TraceEvent, changing changes: Transition.Changes) -> Bool {
    event.action.isServerStep
  }

  /// Any trap is a violation.
  public func check(_ change: Transition, _ history: borrowing History) -> Evidence? {
    guard let point = history.unusual[change.server].trap else { return nil }
    return .trapped(server: change.server, point, trap)
  }
}

extension [any Check] {
  /// These checks, with `noTrap` in the place of theirs, or at the end if they have none: nothing follows a trap,
  /// whatever else is checked.
  package func including(_ noTrap: NoTrap) -> [any Check] {
    let all: [any Check] = map { $0 is NoTrap ? noTrap : $0 }
    return contains { $0 is NoTrap } ? all : all + [noTrap]
  }
}

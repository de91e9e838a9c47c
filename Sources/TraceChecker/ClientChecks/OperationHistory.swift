/// The operations of the clients of a run, for a report on an answer that cannot be explained. It is an observer of a
/// run that is repeated to report it.
public struct OperationHistory: EventObserver {
  /// The answers are judged already.
  private static let judged = Linearizability.Verdict(outcome: .linearizable, method: .witness, objects: 1)

  private var cells = ClientLedger(Cells()) { _ in Self.judged }
  private var items = ClientLedger(Items()) { _ in Self.judged }
  /// The indexes of the committed entries of each command.
  private var entries: [UInt64: [Int]] = [:]
  /// The commands that were answered before they were committed.
  private var early: Set<UInt64> = []
  private var committed = 0

  /// Nothing has happened yet.
  public init() {}

  /// Whether a table of operations can explain a violation.
  public static func explains(_ evidence: Evidence) -> Bool { subject(of: evidence) != nil }

  /// The operation whose answer a violation is about.
  private static func subject(of evidence: Evidence) -> ClientCall? {
    switch evidence {
    case .unexplainedAnswer(let answer): answer.call
    case .answerWithoutResult(let call), .refusedCommandTakesEffect(let call, _): call
    default: nil
    }
  }

  /// Takes in requests, answers, and what was committed before them.
  public mutating func observe(_ event: TraceEvent, _ changes: Transition.Changes, _ history: borrowing History) {
    switch event.action {
    case .invoke:
      catchUp(history)
      guard let operation = event.client.operation else { return }
      if operation.key == nil {
        items.invoke(operation, event.client, at: event.sequence)
      } else {
        cells.invoke(operation, event.client, at: event.sequence)
      }
    case .answer where event.client.outcome == .committed:
      catchUp(history)
      if entries[event.client.command] == nil { early.insert(event.client.command) }
      _ = cells.answer(event)
      _ = items.answer(event)
    default: return
    }
  }

  /// Takes in what was committed since the last answer.
  public mutating func conclude(_ history: borrowing History) { catchUp(history) }

  private mutating func catchUp(_ history: borrowing History) {
    while committed < history.committed.count {
      committed += 1
      let command = history.committed.entry(at: committed).command
      entries[command, default: []].append(committed)
      _ = cells.commit(command, at: committed)
      _ = items.commit(command, at: committed)
    }
  }

  /// The operations on the object that a violation is about, up to its step.
  /// - Returns: `nil` if the violation is about no operation.
  public func table(of violation: Violation) -> OperationTable? {
    guard let subject = Self.subject(of: violation.evidence) else { return nil }
    let commits = OperationTable.Commits(entries: entries, early: early)
    guard let key = subject.operation.key else {
      return OperationTable(Items(), items.operations(on: 0, through: violation.step), violation, subject, commits)
    }
    return OperationTable(Cells(), cells.operations(on: key, through: violation.step), violation, subject, commits)
  }
}

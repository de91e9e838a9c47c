/// Judges what clients of the simulated machines are told, as it happens.
struct ClientJudge: Sendable {
  private var cells = ClientLedger(Cells()) { Linearizability.check($0, budget: budget) }
  private var items = ClientLedger(Items()) { Linearizability.check($0, budget: budget) }
  /// How many committed entries were looked at.
  private var committed = 0
  /// Of how many keys the budget did not suffice for a verdict: known at the end.
  private(set) var inconclusive = 0

  /// For a search online: a run has thousands of operations on a key at most, and most of them in one order only.
  private static let budget = Linearizability.Budget(steps: 1_000_000, bytes: 1 << 28)

  /// Sees a client's event. O(1) and the entries committed since the last one.
  /// - Returns: what no order of the operations explains, and the step at which it was told.
  mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> Finding? {
    switch event.action {
    case .invoke:
      guard let operation = event.client.operation else { return nil }
      catchUp(history)
      if operation.key == nil {
        items.invoke(operation, event.client, at: event.sequence)
      } else {
        cells.invoke(operation, event.client, at: event.sequence)
      }
      return nil
    case .answer where event.client.outcome == .committed:
      catchUp(history)
      // Only one of them knows the command.
      return cells.answer(event).finding ?? items.answer(event).finding
    default: return nil
    }
  }

  /// Judges what could not be judged before all was known.
  mutating func conclude() -> Finding? {
    let verdicts = cells.conclude() + items.conclude()
    inconclusive = verdicts.count { $0.isInconclusive }
    return verdicts.compactMap(\.finding).min { $0.step < $1.step }
  }

  private mutating func catchUp(_ history: borrowing History) {
    while committed < history.committed.count {
      committed += 1
      let command = history.committed.entry(at: committed).command
      cells.commit(command)
      items.commit(command)
    }
  }

  /// What no order of the operations explains.
  struct Finding {
    let evidence: Evidence
    /// The answer that cannot be explained, and when it was told.
    let step: Int
    let time: Int
  }
}

extension ClientVerdict {
  fileprivate var finding: ClientJudge.Finding? {
    guard case .unexplained(let evidence, let step, let time) = self else { return nil }
    return ClientJudge.Finding(evidence: evidence, step: step, time: time)
  }

  fileprivate var isInconclusive: Bool { if case .inconclusive = self { true } else { false } }
}

/// Judges the answers to clients of the simulated machines, as they are given.
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
  /// - Returns: the answer that no order of the operations explains, and the step at which it was given.
  mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> RunFinding? {
    switch event.action {
    case .invoke:
      guard let operation = event.client.operation else { return nil }
      let finding = catchUp(history)
      if operation.key == nil {
        items.invoke(operation, event.client, at: event.sequence)
      } else {
        cells.invoke(operation, event.client, at: event.sequence)
      }
      return finding
    case .answer: return catchUp(history) ?? answer(event, history)
    default: return nil
    }
  }

  /// Judges an answer to a client. Where clients use one machine, only one of the ledgers has operations.
  private mutating func answer(_ event: TraceEvent, _ history: borrowing History) -> RunFinding? {
    switch event.client.outcome {
    case .committed: return cells.answer(event).finding ?? (items.isEmpty ? nil : items.answer(event).finding)
    case .notLeader:
      if let call = cells.refuse(event) { return cells.finding(ofRefused: call, history.committed) }
      return items.refuse(event).map { items.finding(ofRefused: $0, history.committed) }
    case .unknown: return nil
    }
  }

  /// Judges what could not be judged before all was known.
  mutating func conclude(_ history: borrowing History) -> RunFinding? {
    if let finding = catchUp(history) { return finding }
    let verdicts = cells.conclude() + items.conclude()
    inconclusive = verdicts.count { $0.isInconclusive }
    return verdicts.compactMap(\.finding).min { $0.step < $1.step }
  }

  /// Takes in what was committed since the last event of a client.
  /// - Returns: the first refused command that takes effect, if one does.
  mutating func catchUp(_ history: borrowing History) -> RunFinding? {
    var finding: RunFinding?
    while committed < history.committed.count {
      committed += 1
      let command = history.committed.entry(at: committed).command
      if let call = cells.commit(command, at: committed), finding == nil {
        finding = cells.finding(ofRefused: call, history.committed)
      }
      if !items.isEmpty, let call = items.commit(command, at: committed), finding == nil {
        finding = items.finding(ofRefused: call, history.committed)
      }
    }
    return finding
  }
}

extension ClientJudge: Duplicable {
  func copied() -> ClientJudge { self }
}

extension ClientVerdict {
  fileprivate var finding: RunFinding? {
    guard case .unexplained(let evidence, let step, let time) = self else { return nil }
    return RunFinding(evidence, at: step, time)
  }

  fileprivate var isInconclusive: Bool { if case .inconclusive = self { true } else { false } }
}

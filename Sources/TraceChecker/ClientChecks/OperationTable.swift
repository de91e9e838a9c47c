/// The operations of clients on one object, in the order of the commits, beside an answer that cannot be explained.
public struct OperationTable: Sendable {
  /// An operation.
  public struct Row: Hashable, Sendable {
    /// The client, the command, the operation and the answer.
    public let call: ClientCall
    /// The step of the invocation.
    public let invoked: Int
    /// The step of the answer; `nil` if there was none before the violation.
    public internal(set) var completed: Int?
    /// The index of the entry with which it took effect; `nil` if it did not.
    public let entry: Int?
    /// What the order of the commits gives for it; `nil` if it did not take effect.
    public let given: ClientResult?

    /// Whether the order of the commits explains the answer, if there is one. What took no effect, such as a read
    /// without an entry, it says nothing about.
    public var isExplained: Bool { call.result == nil || entry == nil || call.result == given }
  }

  /// The name of the object: `k1`; empty for the to-do list.
  public let object: String
  /// The operations: those that took effect in the order of their entries, then the others as they began.
  public let rows: [Row]
  /// The state of the object before each operation, in words, in the order of the commits.
  public let states: [String]
  /// The place of the operation that the violation is about.
  public let subject: Int
  /// What the trace shows about the commands of these operations.
  public let remarks: [Remark]

  /// What happened to a command.
  public enum Remark: Hashable, Sendable {
    /// The state machine executed a command for each of its entries.
    case ranTwice(command: UInt64, entries: [Int])
    /// A command is in several committed entries, and took effect once.
    case committedTwice(command: UInt64, entries: [Int])
    /// A command was answered before an entry with it was committed.
    case answeredUncommitted(command: UInt64, committedLater: Int?)
  }

  /// What is known about the commits of commands.
  struct Commits {
    /// The indexes of the committed entries of each command.
    let entries: [UInt64: [Int]]
    /// The commands that were answered before they were committed.
    let early: Set<UInt64>
  }

  init?<Model: DeterministicModel>(
    _ model: Model, _ operations: [Row], _ violation: Violation, _ subject: ClientCall, _ commits: Commits
  ) where Model.Operation == ClientOperation, Model.Output == ClientResult {
    var rows = operations
    guard let place = rows.firstIndex(where: { $0.call.command == subject.command }) else { return nil }
    // The ledger keeps no answers without a result.
    if case .answerWithoutResult = violation.evidence { rows[place].completed = violation.step }
    object = model.words(forKey: model.key(of: subject.operation))
    self.rows = rows
    self.subject = place
    var (state, states) = (model.initial, [model.words(for: model.initial)])
    for row in rows where row.entry != nil {
      _ = model.execute(row.call.operation, on: &state)
      states.append(model.words(for: state))
    }
    self.states = states
    remarks = Self.remarks(model, rows, rows[place], commits)
  }

  private static func remarks<Model: DeterministicModel>(
    _ model: Model, _ rows: [Row], _ subject: Row, _ commits: Commits
  ) -> [Remark] where Model.Operation == ClientOperation, Model.Output == ClientResult {
    let runsTwice = !subject.isExplained && isExplainedByRepeats(model, rows, subject, commits)
    let repeated = rows.filter { row in
      let isOfInterest = runsTwice || row.call.command == subject.call.command
      return isOfInterest && commits.entries[row.call.command]?.count ?? 0 > 1
    }
    var remarks: [Remark] = repeated.map { row in
      let (command, entries) = (row.call.command, commits.entries[row.call.command] ?? [])
      return runsTwice
        ? .ranTwice(command: command, entries: entries) : .committedTwice(command: command, entries: entries)
    }
    for row in rows
    where commits.early.contains(row.call.command) && (row.call.operation.changesState || row.call.result == nil) {
      let entry = commits.entries[row.call.command]?.first
      remarks.append(.answeredUncommitted(command: row.call.command, committedLater: entry))
    }
    return remarks
  }

  /// Whether an answer is what a state machine gives that executes each committed entry, repeated commands too.
  private static func isExplainedByRepeats<Model: DeterministicModel>(
    _ model: Model, _ rows: [Row], _ subject: Row, _ commits: Commits
  ) -> Bool where Model.Operation == ClientOperation, Model.Output == ClientResult {
    var steps: [(entry: Int, row: Row)] = []
    for row in rows { for entry in commits.entries[row.call.command] ?? [] { steps.append((entry, row)) } }
    guard steps.count > rows.count(where: { $0.entry != nil }) else { return false }
    var state = model.initial
    for step in steps.sorted(by: { $0.entry < $1.entry }) {
      let output = model.execute(step.row.call.operation, on: &state)
      if step.row.call.command == subject.call.command, output == subject.call.result { return true }
    }
    return false
  }
}

extension ClientOperation {
  /// Whether it is more than a read.
  fileprivate var changesState: Bool {
    switch self {
    case .get, .count: false
    case .put, .append, .compareAndSet, .add, .complete, .remove: true
    }
  }
}

/// Every client gets the answers of a single machine that executes one command after the other, each at a moment
/// between its request and its answer, and each once (§8).
///
/// Judged in traces that have what clients ask for and their answers (`operation` and `result`).
public struct Linearizable: RunCheck {
  /// The name, as in `--only`.
  public static let name = "Linearizability"
  /// The section of the paper.
  public static let section = "8"
  /// What must hold, in one sentence.
  public static let statement =
    "every command appears to take effect once, at one moment between its request and its answer"

  /// The judge, in memory of its own: this structure is then one word, and needs no box as an `any RunCheck`.
  private var judge = CopyOnWrite(ClientJudge())

  /// A check that has seen nothing yet.
  public init() {}

  /// The number of keys that the budget did not suffice for.
  public var inconclusive: Int { judge.content.inconclusive }

  /// Forgets all requests.
  public mutating func reset() { judge = CopyOnWrite(ClientJudge()) }

  /// Takes in all that is committed. O(entries committed since the last event).
  public mutating func forget(upTo base: LogBase, _ history: borrowing History) -> RunFinding? {
    judge.content.catchUp(history)
  }

  /// Sees a request or an answer. O(1) and the entries committed since the last one, unless an answer is not what the
  /// order of the commits gives.
  public mutating func observe(_ event: TraceEvent, _ history: borrowing History) -> RunFinding? {
    judge.content.observe(event, history)
  }

  /// Judges the answers that later events could still have explained.
  public mutating func conclude(_ history: borrowing History) -> RunFinding? { judge.content.conclude(history) }
}

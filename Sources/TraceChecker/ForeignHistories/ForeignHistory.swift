/// A client history that another program recorded, ready to be judged.
public struct ForeignHistory: Sendable {
  /// The history, by its model.
  public enum Content: Sendable {
    /// A history of registers, with the model that they are judged by.
    case registers(ClientHistory<Register>, Register)
    /// A history of a key-value store of texts, with the model that it is judged by.
    case texts(ClientHistory<TextStore>, TextStore)
  }

  /// The operations, with numbers in place of keys and, for registers, of values.
  public let content: Content
  /// The number of operations that were invoked, including those that failed.
  public let operations: Int
  /// The lines of the invocation and the completion of each operation; `0` for one that never completed.
  private let lines: [(begin: UInt32, end: UInt32)]
  /// Whether the file has times; otherwise the times of operations are numbers of events.
  public let hasTimes: Bool

  init(_ pairing: consuming HistoryPairing, _ options: HistoryOptions) throws(FlawOfLine) {
    operations = pairing.calls.count
    hasTimes = pairing.hasTimes
    let isStore =
      switch options.model {
      case .register: false
      case .keyValue: true
      case .auto: pairing.hasStore
      }
    let calls = pairing.happened(options)
    lines = calls.map { (UInt32(clamping: $0.begin.line), UInt32(clamping: $0.end?.line ?? 0)) }
    var translation = Translation(options, calls)
    content = isStore ? try translation.store(calls) : try translation.plainRegisters(calls)
  }

  /// The lines of an operation's invocation and completion in the file, counted from 1.
  public func lines(of call: Int) -> (begin: Int, end: Int?) {
    let (begin, end) = lines[call]
    return (Int(begin), end == 0 ? nil : Int(end))
  }

  /// The number of operations that may have happened: all but those that failed.
  public var count: Int { lines.count }

  /// The number of these that never completed, as far as is known.
  public var open: Int {
    switch content {
    case .registers(let history, _): history.calls.count { $0.returned == nil }
    case .texts(let history, _): history.calls.count { $0.returned == nil }
    }
  }

  /// Judges whether the history is linearizable.
  public func check(budget: Linearizability.Budget = .init()) -> Linearizability.Verdict {
    switch content {
    case .registers(let history, let model): Linearizability.check(history, model, budget: budget)
    case .texts(let history, let model): Linearizability.check(history, model, budget: budget)
    }
  }
}

/// A flaw, and the line that has it.
struct FlawOfLine: Error {
  var flaw: Flaw
  var line: Int
}

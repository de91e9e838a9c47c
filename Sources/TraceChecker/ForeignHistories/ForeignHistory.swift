/// A history that somebody else wrote, ready to be judged.
public struct ForeignHistory: Sendable {
  /// What it is about.
  public enum Content: Sendable {
    /// Registers.
    case registers(ClientHistory<Register>, Register)
    /// A store of texts.
    case texts(ClientHistory<TextStore>, TextStore)
  }

  /// The calls, with numbers in place of keys and, for registers, of values.
  public let content: Content
  /// How many operations were begun, those that failed included.
  public let operations: Int
  /// The lines of the begin and the end of each call; `0` for one that never ended.
  private let lines: [(begin: UInt32, end: UInt32)]
  /// Whether the file has times; otherwise the times of the calls are numbers of events.
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

  /// Where a call began and ended in the file, counted from 1.
  public func lines(of call: Int) -> (begin: Int, end: Int?) {
    let (begin, end) = lines[call]
    return (Int(begin), end == 0 ? nil : Int(end))
  }

  /// How many calls there are: those that failed did not happen.
  public var count: Int { lines.count }

  /// How many of them never ended, as far as anyone knows.
  public var open: Int {
    switch content {
    case .registers(let history, _): history.calls.count { $0.returned == nil }
    case .texts(let history, _): history.calls.count { $0.returned == nil }
    }
  }

  /// Judges it.
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

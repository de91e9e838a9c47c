/// The state of a server after its last reported step.
///
/// Where disks are slow, only durable steps are reported, and the server itself may be ahead of them.
public struct ReportedState: Sendable {
  /// Its state, without the log.
  public private(set) var state = ServerState()
  /// The entries of the log after the last reported step.
  public private(set) var log: [TraceEntry] = []

  /// The state of a server that has never run.
  public init() {}

  /// Takes note of a step that is reported. O(entries of the step).
  public mutating func note(_ step: borrowing TraceEvent) {
    state = step.state
    log.apply(step)
  }

  /// Changes a crash after unreported steps into one after the last reported step.
  public func describeCrash(in crash: inout TraceEvent) {
    crash.state = state
    crash.indexes.removeAll()
  }

  /// Fills in the difference between `log`, the server's log after `step`, and the reported one. O(log).
  public func describeLog(_ log: [TraceEntry], in step: inout TraceEvent) {
    let kept = zip(log, self.log).prefix { $0 == $1 }.count
    let isSame = kept == log.count && kept == self.log.count
    step.logKept = isSame ? nil : kept
    step.appended = isSame ? [] : Array(log[kept...])
  }
}

extension [TraceEntry] {
  /// Applies the change of a step to this log. O(entries of the step).
  mutating func apply(_ step: borrowing TraceEvent) {
    guard let kept = step.logKept else { return }
    assert(kept <= count, "a step keeps \(kept) entries of a log of \(count)")
    removeLast(Swift.max(0, count - kept))
    append(contentsOf: step.appended)
  }
}

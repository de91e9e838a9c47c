/// What is known of a server from its steps that were reported: how it is after the last of them.
///
/// Where disks are slow, the durable steps are reported, and the server itself is ahead of that.
public struct ReportedState: Sendable {
  /// Its state, but for its log.
  public private(set) var state = ServerState()
  /// Its log.
  public private(set) var log: [TraceEntry] = []

  /// The state of a server that has never run.
  public init() {}

  /// Takes note of a step that is reported. O(entries of the step).
  public mutating func note(_ step: borrowing TraceEvent) {
    state = step.state
    log.apply(step)
  }

  /// Changes a crash after later steps into one after the last step that was reported.
  public func describeCrash(in crash: inout TraceEvent) {
    crash.state = state
    crash.indexes.removeAll()
  }

  /// Fills in how `log`, the server's after `step`, differs from the one that was reported. O(log).
  public func describeLog(_ log: [TraceEntry], in step: inout TraceEvent) {
    let kept = zip(log, self.log).prefix { $0 == $1 }.count
    let isSame = kept == log.count && kept == self.log.count
    step.logKept = isSame ? nil : kept
    step.appended = isSame ? [] : Array(log[kept...])
  }
}

extension [TraceEntry] {
  /// Does what a step did to a log that is this one before it. O(entries of the step).
  mutating func apply(_ step: borrowing TraceEvent) {
    guard let kept = step.logKept else { return }
    assert(kept <= count, "a step keeps \(kept) entries of a log of \(count)")
    removeLast(Swift.max(0, count - kept))
    append(contentsOf: step.appended)
  }
}

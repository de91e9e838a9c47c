import Simulator
import TraceChecker

/// The result of a run or of a schedule, as far as the header of its trace needs it.
protocol RecordedResult {
  var violations: [Violation] { get }
  var wasCancelled: Bool { get }
}

extension RunResult: RecordedResult {}
extension ScheduleResult: RecordedResult {}

extension TraceHeader {
  /// The header of the trace of what `run` does, with its violation and the number of its events; `nil` if that was
  /// interrupted.
  /// - Parameters:
  ///   - invariant: the one whose violation is waited for.
  ///   - header: the header for what the run violates.
  ///   - run: does it, shows every event, and counts the calls of the code under test.
  static func ofGuardedRun<Result: RecordedResult>(
    upTo invariant: String?, _ header: (_ violates: String?) -> TraceHeader,
    _ run: @escaping (_ record: @escaping (TraceEvent) -> Void, _ calls: CoreCalls) -> Result
  ) throws -> TraceHeader? {
    var events = 0
    let result = try TrapGuard.repeating(isCut: \.wasCancelled) { calls in
      events = 0
      return run({ _ in events += 1 }, calls)
    }
    if result.wasCancelled { return nil }
    var header = header(result.violations.deciding(upTo: invariant))
    header.events = events
    return header
  }
}

extension [Violation] {
  /// The invariant that a trace is said to violate: the one that was waited for, or else the first one that was violated.
  func deciding(upTo invariant: String?) -> String? {
    first { $0.invariant == invariant }?.invariant ?? first?.invariant
  }
}

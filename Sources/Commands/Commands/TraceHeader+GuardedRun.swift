import Simulator
import TraceChecker

/// What the header of a trace needs of the result of a run or of a schedule.
protocol RecordedResult {
  var violations: [Violation] { get }
  var wasCancelled: Bool { get }
}

extension RunResult: RecordedResult {}
extension ScheduleResult: RecordedResult {}

extension TraceHeader {
  /// The header of the trace that `run` records, with the check that it violates and the number of its events; `nil` if
  /// the run was interrupted.
  /// - Parameters:
  ///   - invariant: the one whose violation ends the run; `nil` if any does.
  ///   - header: returns the header for a run that violates this check.
  ///   - run: makes the run, calls `record` with every event, and counts the calls of the code under test.
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
  /// The check that the header of a trace names: `invariant` if it was violated, otherwise the first one that was.
  func deciding(upTo invariant: String?) -> String? {
    first { $0.invariant == invariant }?.invariant ?? first?.invariant
  }
}

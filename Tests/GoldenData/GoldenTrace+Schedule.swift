import Simulator
import TraceChecker

extension GoldenTrace {
  /// The traces of correct runs.
  public static let correct = lines.values.filter { $0.violates == nil }

  /// The traces of defects of servers, one each. They can be played as schedules: nothing that a core decides depends on
  /// time, and they record every message that is lost.
  public static let ofServers = lines.values.filter { trace in
    trace.defect.map { !$0.defect.isOfHost && $0.defect.leavesSpecification } ?? false
  }

  /// Reads the trace as a schedule.
  /// - Returns: what its header says, and the schedule.
  public func schedule() throws -> (header: TraceHeader, schedule: Schedule) {
    var reader = try TraceReader(path: GoldenFile.package.appending(path: "traces/\(name).ndjson").path)
    let header = reader.header
    guard let text = header.scenario else { throw GoldenError(description: "the trace '\(name)' has no scenario") }
    let configuration = try Scenario(parsing: text).configuration
    let defect = header.defect.flatMap(Defect.named)
    return (header, try Schedule(reading: &reader, configuration: configuration, defect: defect))
  }
}

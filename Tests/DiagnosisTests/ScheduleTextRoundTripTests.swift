import Diagnosis
import GoldenData
import Simulator
import TestTier
import Testing
import TraceChecker

@Suite struct ScheduleTextRoundTripTests {
  /// The traces of `traces/` that can be played as schedules; in the short tier some of them.
  private static let traces = (GoldenTrace.ofServers + GoldenTrace.correct).enumerated()
    .filter { $0.offset.isMultiple(of: TestTier.pick(4, thorough: 1)) }.map(\.element)

  @Test(arguments: traces)
  func traceAsTextPlaysTheSameSteps(_ trace: GoldenTrace) throws {
    let (header, schedule) = try trace.schedule()
    let (text, obstacle) = ScheduleText.written(schedule)
    #expect(obstacle == nil)
    let printed = text.text()
    let read = try ScheduleText(parsing: Array(printed.utf8), name: trace.name)
    #expect(read.lines == text.lines)
    #expect(read.configuration.servers == header.servers)
    let again = read.schedule()
    #expect(again.defect?.name == header.defect)
    #expect(again.unplayable == nil)
    let (before, now) = (schedule.play(checks: []), again.play(checks: []))
    #expect(now.digest == before.digest)
    #expect(now.steps == before.steps)
    #expect(now.verdict == .passed)
    #expect(ScheduleText(again).text() == printed)
  }
}

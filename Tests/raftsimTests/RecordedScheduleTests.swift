import GoldenData
import Simulator
import Testing
import TraceChecker

@Suite("The traces in traces/, played as schedules")
struct RecordedScheduleTests {
  @Test("those of correct runs pass", arguments: GoldenTrace.correct)
  func correct(_ trace: GoldenTrace) throws {
    let result = try trace.schedule().schedule.play()
    #expect(result.verdict == .passed)
    #expect(result.elections > 0)
    #expect(result.violations.isEmpty)
  }

  @Test("those of planted defects break what their headers say, at their last steps", arguments: GoldenTrace.ofServers)
  func defects(_ trace: GoldenTrace) throws {
    let (header, schedule) = try trace.schedule()
    let result = schedule.play(upTo: header.violates)
    #expect(result.violations.contains { $0.invariant == header.violates })
    #expect(result.obstacle == nil)
    // What happens to the messages of the last step is still recorded, or the crash that it survived without being
    // synced.
    let last = try #require(schedule.actions.lastIndex { $0.action.isServerStep && $0.action != .crash })
    #expect(result.verdict == .violated(step: last + 1))
  }

  @Test("there are some of both")
  func complete() {
    #expect(GoldenTrace.correct.count >= 5)
    #expect(GoldenTrace.ofServers.count == Defect.all.count { !$0.isOfHost && $0.leavesSpecification })
  }
}

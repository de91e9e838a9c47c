import Foundation
import Simulator
import Testing
import TraceChecker

@testable import Commands

@Suite("The traces in traces/, played as schedules")
struct RecordedScheduleTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "traces").path(percentEncoded: false)

  static func paths(in folder: String) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(".ndjson") }.sorted().map { "\(folder)/\($0)" }
  }

  /// Plays a trace: what its header says, and what comes of it.
  private static func play(_ path: String) throws -> (TraceHeader, ScheduleResult, Schedule) {
    var reader = try TraceReader(path: "\(root)/\(path)")
    let header = reader.header
    let scenario = try Scenario(parsing: try #require(header.scenario))
    let schedule = try Schedule(
      reading: &reader, configuration: scenario.configuration, defect: header.defect.flatMap(Defect.named))
    return (header, schedule.play(upTo: header.violates), schedule)
  }

  @Test("those of correct runs pass", arguments: paths(in: "correct"))
  func correct(_ path: String) throws {
    let (_, result, _) = try Self.play(path)
    #expect(result.verdict == .passed)
    #expect(result.elections > 0)
    #expect(result.violations.isEmpty)
  }

  /// All those of servers can: nothing that a core decides depends on time, and the traces record every message that is
  /// lost.
  @Test("those of planted defects break what their headers say, at their last steps", arguments: playable)
  func defects(_ path: String) throws {
    let (header, result, schedule) = try Self.play(path)
    #expect(result.violations.contains { $0.invariant == header.violates })
    #expect(result.obstacle == nil)
    // What happens to the messages of the last step is still recorded, or the crash that it survived without being
    // synced.
    let last = try #require(schedule.actions.lastIndex { $0.action.isServerStep && $0.action != .crash })
    #expect(result.verdict == .violated(step: last + 1))
  }

  private static let playable = paths(in: "defects").filter { path in
    Defect.all.contains { path == "defects/\($0.name).ndjson" && !$0.isOfHost }
  }

  @Test("there are some of both")
  func complete() {
    #expect(Self.paths(in: "correct").count >= 5)
    #expect(Self.playable.count == Defect.all.count { !$0.isOfHost && $0.leavesSpecification })
  }
}

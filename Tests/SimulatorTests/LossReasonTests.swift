import Simulator
import Testing
import TraceChecker

@Suite("Reasons of losses") struct LossReasonTests {
  private static func losses(_ seed: UInt64) throws -> [LossReason?] {
    let scenario = Scenario.stormy(servers: 3)
    var writer = TraceWriter(header: TraceHeader(servers: 3, recordsSent: true))
    _ = RunPlan(seed: seed, scenario: scenario).run(checks: [], record: { writer.write($0) })
    var reader = try TraceReader(bytes: writer.takeBytes(), name: "trace")
    #expect(reader.header.version == 2)
    var (event, losses) = (TraceEvent(), [LossReason?]())
    while try reader.next(into: &event) { if event.action == .lose { losses.append(event.details.loss) } }
    return losses
  }

  @Test("are in the trace of a run: every loss has one, and no fault lacks its own")
  func all() throws {
    let losses = try (1...5).flatMap { try Self.losses($0) }
    #expect(!losses.contains(nil))
    #expect(Set(losses).isSuperset(of: [.chance, .partition, .receiverDown]))
  }
}

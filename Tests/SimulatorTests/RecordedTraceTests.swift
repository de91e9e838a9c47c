import Foundation
import GoldenData
import Simulator
import Testing
import TraceChecker

@Suite("The traces in traces/")
struct RecordedTraceTests {
  struct Recording: CustomTestStringConvertible, Sendable {
    let folder: String
    let name: String
    var path: String { "\(RecordedTraceTests.root)/\(folder)/\(name)" }
    var testDescription: String { "\(folder)/\(name)" }
  }

  static let root = GoldenFile.package.appending(path: "traces").path(percentEncoded: false)

  static func recordings(in folder: String) -> [Recording] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
    return names.filter { $0.hasSuffix(".ndjson") }.sorted().map { Recording(folder: folder, name: $0) }
  }

  private static func violations(_ recording: Recording) throws -> (TraceHeader, [Violation], elections: Int) {
    var reader = try TraceReader(path: recording.path)
    #expect(reader.header.recordsSent)
    var checker = Checker(
      servers: reader.header.servers, checks: Checker.allChecks, recordsSent: reader.header.recordsSent)
    var (event, order) = (TraceEvent(), DurableOrder(reader.header))
    while try reader.next(into: &event) { order.take(event) { checker.observe($0) } }
    checker.conclude()
    return (reader.header, checker.violations, checker.history.elections.count)
  }

  @Test("of correct runs are accepted", arguments: recordings(in: "correct"))
  func correct(_ recording: Recording) throws {
    let (header, violations, elections) = try Self.violations(recording)
    #expect(violations.isEmpty)
    #expect(header.violates == nil)
    #expect(elections > 0)
  }

  @Test("of planted defects are rejected, for what their headers say", arguments: recordings(in: "defects"))
  func defects(_ recording: Recording) throws {
    let (header, violations, _) = try Self.violations(recording)
    let defect = try #require(header.defect.flatMap(Defect.named))
    #expect(recording.name == "\(defect.name).ndjson")
    let violated = try #require(violations.firstIndex { $0.invariant == header.violates })
    #expect(defect.breaks.contains(violations[violated].invariant))
    // Nothing breaks a guarantee without a step that the specification does not have.
    let deviation = try #require(violations.firstIndex { $0.invariant == Conformance.name })
    #expect(deviation < violated || violations[deviation].step == violations[violated].step)
  }

  @Test(
    "of hosts that do wrong with servers that do not: only clients can tell, or nobody",
    arguments: recordings(in: "hosts"))
  func hosts(_ recording: Recording) throws {
    let (header, violations, _) = try Self.violations(recording)
    let defect = try #require(header.defect.flatMap(Defect.named))
    #expect(recording.name == "\(defect.name).ndjson")
    let violated = try #require(header.violates)
    #expect(defect.breaks.contains(violated))
    #expect(violations.map(\.invariant) == (Checker.isShownByTraces(violated) ? [violated] : []))
  }

  @Test("say in their headers what the golden data has", arguments: GoldenTrace.lines.values)
  func headers(_ trace: GoldenTrace) throws {
    let header = try TraceReader(path: "\(Self.root)/\(trace.name).ndjson").header
    let plan = try trace.plan(trace.seed)
    #expect(header.seed == trace.seed)
    #expect(header.violates == trace.violates)
    #expect(header.defect == plan.defect?.name)
    #expect(header.servers == plan.scenario.servers)
    #expect(trace.step(trace.seed) ?? 0 == trace.step, "the step at which the run breaks the invariant")
  }

  @Test("there is one for each defect that leaves the specification, some of others, and some that are correct")
  func complete() {
    let names = Self.recordings(in: "defects").map { String($0.name.dropLast(".ndjson".count)) }
    #expect(Set(names) == Set(Defect.all.filter(\.leavesSpecification).map(\.name)))
    #expect(Self.recordings(in: "hosts").count >= 10)
    #expect(GoldenTrace.lines.problems == [])
    let recorded = ["correct", "defects", "hosts"].flatMap { Self.recordings(in: $0) }.map(\.testDescription)
    #expect(Set(recorded) == Set(GoldenTrace.lines.values.map { "\($0.name).ndjson" }))
    #expect(Self.recordings(in: "correct").count >= 5)
  }
}

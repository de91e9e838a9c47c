import GoldenData
import Reporting
import Simulator
import Testing
import TraceChecker

@Suite("The operations around an answer that cannot be explained") struct OperationTableTests {
  private static func report(_ defect: String) throws -> [String] {
    let known = try #require(DefectCase.lines.values.first { $0.description == "\(defect) breaks Linearizability" })
    let checks: [any Check] = [Linearizable()]
    let report = FailureReport(known.plan(known.seed).run(checks: checks), checks: checks, command: "replay")
    return report.text(.plain).split(separator: "\n").map(String.init)
  }

  @Test(
    "The report has them in a table of at most 20 lines of 100 columns, and says what the trace shows",
    arguments: [
      ("retry-applies-twice", "ran twice: entries "), ("deposed-leader-answers-committed", "without being committed"),
      ("read-anywhere", "no order explains"), ("refusal-believed", "the operations on"),
      ("commits-never-applied", "  no result  "),
    ])
  func tables(_ defect: String, _ words: String) throws {
    let lines = try Self.report(defect)
    let start = try #require(lines.firstIndex { $0.hasPrefix("  the operations on ") })
    let end = try #require(lines.firstIndex { $0.hasPrefix("  seed ") })
    #expect(end - start <= 20 && lines[start..<end].allSatisfy { $0.count <= 100 })
    #expect(lines[start..<end].contains { $0.contains(words) }, "\(lines[start..<end].joined(separator: "\n"))")
    #expect(lines[start..<end].count { $0.hasPrefix("  > ") } == 1)
  }
}

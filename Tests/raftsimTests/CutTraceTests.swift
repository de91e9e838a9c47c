import Foundation
import Testing

@Suite("Traces that are cut at the end of a line")
struct CutTraceTests {
  /// The first lines of a recorded trace that breaks CommittedOnMajority.
  private static func trace(lines: Int) throws -> String {
    let whole = try String(contentsOfFile: "traces/defects/quorum-of-even-cluster.ndjson", encoding: .utf8)
    return whole.split(separator: "\n").prefix(lines).joined(separator: "\n") + "\n"
  }

  @Test("check says that no step breaks what the header names, and is inconclusive")
  func cut() throws {
    let cut = try CommandTests.raftsim("check", "-", input: Self.trace(lines: 8))
    #expect(cut.status == 2)
    #expect(cut.output.contains("no step does: the trace may be cut"))
    let other = try CommandTests.raftsim("check", "-", "--only", "VoteOnce", input: Self.trace(lines: 8))
    #expect(!other.output.contains("may be cut"))
  }
}

import Foundation
import Reporting
import Testing

@Suite("Exit codes")
struct ExitCodeTests {
  @Test("the first that applies is the one of the program, whatever applies too")
  func precedence() {
    #expect(ExitCode.precedence.map(\.rawValue) == [130, 1, 70, 64, 2, 0])
    #expect(Set(ExitCode.precedence) == Set(ExitCode.allCases))
    for (place, code) in ExitCode.precedence.enumerated() {
      for other in ExitCode.precedence[place...] {
        #expect(code.combined(with: other) == code && other.combined(with: code) == code)
        #expect(ExitCode.first(where: [other: true, code: true]) == code)
      }
    }
    #expect(ExitCode.first(where: [.violation: false, .usage: true]) == .usage)
    #expect(ExitCode.first(where: [.violation: false]) == .ok)
  }

  @Test("the documentation lists them in that order, with their meanings")
  func documentation() throws {
    let text = try String(contentsOfFile: "docs/exit-codes.md", encoding: .utf8)
    let rows = text.matches(of: /(?m)^\| (\d+) \| ([^|]+) \|/).map { "\($0.1) \($0.2)" }
    #expect(rows == ExitCode.precedence.map { "\($0.rawValue) \($0.meaning)" })
  }

  @Test(
    "of several files the worst verdict counts",
    arguments: [
      (["bad", "good", "missing"], 1), (["missing", "bad"], 1), (["good", "missing", "empty"], 64),
      (["good", "empty"], 2), (["good", "good"], 0),
    ] as [([String], Int32)])
  func files(_ names: [String], _ code: Int32) throws {
    let paths = [
      "bad": "traces/defects/quorum-of-even-cluster.ndjson", "good": "traces/correct/three-servers.ndjson",
      "missing": "missing.ndjson", "empty": "-",
    ]
    let header = #"{"raftsim":"trace","version":2,"servers":3}"# + "\n"
    #expect(try CommandTests.run(["check"] + names.compactMap { paths[$0] }, input: header).status == code)
  }

  @Test("a run and its recording end with the same code", arguments: ["1", "17", "3 --defect vote-any-log"])
  func recordings(_ run: String) throws {
    let run = run.split(separator: " ").map(String.init)
    let trace = try CommandTests.run(["replay"] + run + ["--trace", "-"])
    #expect(try CommandTests.run(["replay", "-"], input: trace.output).status == trace.status)
  }
}

import Foundation
import Simulator
import Testing

@Suite("Every kind of fault is listed where people look for it")
struct FaultListTests {
  @Test("in the README, with its option and in the words that it models", arguments: Fault.all.map(\.option))
  func readMe(_ option: String) throws {
    let readMe = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
    let lines = try String(contentsOf: readMe, encoding: .utf8).split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("| ") && $0.contains("`--\(option) ") })
  }

  @Test("by raftsim faults, and in the help of raftsim fuzz", arguments: Fault.all.map(\.option))
  func commands(_ option: String) throws {
    let list = try CommandTests.raftsim("faults")
    #expect(list.status == 0)
    #expect(list.output.contains(" --\(option)\n    "))
    #expect(try CommandTests.raftsim("fuzz", "--help").output.contains("--\(option) "))
  }
}

import Foundation
import Simulator
import Testing

@Suite("Every kind of fault is listed where people look for it")
struct FaultListTests {
  @Test("in the README, with its option")
  func readMe() throws {
    let readMe = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
    let lines = try String(contentsOf: readMe, encoding: .utf8).split(separator: "\n")
    for option in Fault.all.map(\.option) {
      #expect(lines.contains { $0.hasPrefix("| ") && $0.contains("`--\(option) ") }, "\(option)")
    }
  }

  @Test("by raftsim faults, and in the help of raftsim fuzz")
  func commands() throws {
    let (list, help) = (try CommandTests.raftsim("faults"), try CommandTests.raftsim("fuzz", "--help-all"))
    #expect(list.status == 0)
    for option in Fault.all.map(\.option) {
      #expect(list.output.contains(" --\(option)\n    "), "\(option)")
      #expect(help.output.contains("--\(option) "), "\(option)")
    }
  }
}

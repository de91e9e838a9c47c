import Foundation
import Simulator
import Testing

@Suite("Every kind of fault is listed where people look for it")
struct FaultListTests {
  @Test("in docs/faults.md, with all its options, which also has every other parameter of a scenario")
  func documentation() throws {
    let page = URL(filePath: #filePath).appending(path: "../../../docs/faults.md").standardized
    let rows = try String(contentsOf: page, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("|") }
    for option in ScenarioParameter.all.map(\.name) {
      #expect(rows.contains { $0.contains("`--\(option)`") }, "\(option)")
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

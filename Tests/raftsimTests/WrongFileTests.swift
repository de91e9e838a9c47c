import Foundation
import Testing

@Suite("Files and lines that are not what they should be")
struct WrongFileTests {
  @Test("a second header is reported as one, with its line number")
  func twice() throws {
    let whole = try String(contentsOfFile: "traces/defects/quorum-of-even-cluster.ndjson", encoding: .utf8)
    let trace = whole.split(separator: "\n").prefix(6).joined(separator: "\n") + "\n"
    let check = try CommandTests.raftsim("check", "-", input: trace + trace)
    #expect(check.status == 64)
    #expect(
      check.errors.hasPrefix("raftsim check: -:7: the line is the header of another trace; a trace has one header"))
    #expect(check.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "a text that is neither a trace nor a history is reported as neither",
    arguments: ["# A title\n", "#!/bin/sh\n", "#\n"])
  func neither(_ text: String) throws {
    let check = try CommandTests.raftsim("check", "-", input: text)
    #expect(check.status == 64)
    #expect(check.errors.contains("the file begins with neither JSON nor EDN; a trace must begin with its header"))
  }

  @Test("an unknown defect is reported with one reference: the list of defects", arguments: ["replay", "explore"])
  func defect(_ command: String) throws {
    let header = #"{"raftsim":"trace","version":2,"servers":3,"defect":"none-such"}"# + "\n"
    let options = command == "explore" ? ["--depth", "1", "--around", "-"] : ["-"]
    let outcome = try CommandTests.run([command] + options, input: header)
    #expect(outcome.status == 64)
    #expect(
      outcome.errors
        == "raftsim \(command): - has the defect 'none-such', which this version does not know (see 'raftsim defects')\n"
    )
  }

  @Test("a tag or a skipped form still begins a history in EDN", arguments: ["#jepsen.history.Op", "#_ {:a 1}\n"])
  func tag(_ start: String) throws {
    let check = try CommandTests.raftsim(
      "check", "-", "--nil-read", "any", input: start + "{:type :invoke, :process 0, :f :read, :value nil}\n")
    #expect(check.status == 0, "\(check.errors)")
  }
}

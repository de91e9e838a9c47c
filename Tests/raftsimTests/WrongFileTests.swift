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

  @Test(
    "check, replay and explore report the same problem for a file that is not a trace",
    arguments: [
      ("\u{feff}{\"raftsim\":\"trace\",\"version\":2,\"servers\":3}\n", "the file begins with a byte order mark"),
      ("\n{\"raftsim\":\"trace\",\"version\":2,\"servers\":3}\n", "the first line is blank"),
      ("[1]\n", "the file begins with a list, not with an object"), ("", "the file is empty"),
    ])
  func same(_ text: String, _ problem: String) throws {
    for arguments in [["check", "-"], ["replay", "-"], ["explore", "--depth", "1", "--around", "-"]] {
      let outcome = try CommandTests.run(arguments, input: text)
      #expect(outcome.status == 64)
      #expect(outcome.errors.hasPrefix("raftsim \(arguments[0]): -:1: \(problem); a trace must begin with its header"))
      #expect(outcome.errors.contains("client history") == (arguments[0] == "check"))
    }
  }

  @Test(
    "the error for a client history given to replay says that it is one",
    arguments: [#"{"type":"invoke"}"#, "{:type :invoke}"])
  func history(_ text: String) throws {
    let outcome = try CommandTests.raftsim("replay", "-", input: text)
    #expect(outcome.status == 64)
    #expect(outcome.errors.hasPrefix("raftsim replay: -:1: the file is a client history; a trace must begin with"))
  }

  @Test("the error for an unknown defect refers only to the list of defects", arguments: ["replay", "explore"])
  func defect(_ command: String) throws {
    let header = #"{"raftsim":"trace","version":2,"servers":3,"defect":"none-such"}"# + "\n"
    let options = command == "explore" ? ["--depth", "1", "--around", "-"] : ["-"]
    let outcome = try CommandTests.run([command] + options, input: header)
    #expect(outcome.status == 64)
    let problem = "- has the defect 'none-such', which this version does not know"
    #expect(outcome.errors == "raftsim \(command): \(problem) (see 'raftsim defects')\n")
  }

  @Test("a tag or a skipped form still begins a history in EDN", arguments: ["#jepsen.history.Op", "#_ {:a 1}\n"])
  func tag(_ start: String) throws {
    let check = try CommandTests.raftsim(
      "check", "-", "--nil-read", "any", input: start + "{:type :invoke, :process 0, :f :read, :value nil}\n")
    #expect(check.status == 0, "\(check.errors)")
  }
}

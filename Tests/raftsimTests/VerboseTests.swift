import Foundation
import Testing

@Suite("The steps that replay prints")
struct VerboseTests {
  private static let run = ["replay", "3", "--calm", "--servers", "3", "--duration", "1s", "--verbose"]
  private static let idle = ["--clients", "0"]
  private static func lines(_ options: [String] = []) throws -> [Substring] {
    let outcome = try CommandTests.run(run + options)
    #expect(outcome.status == 0, "\(outcome)")
    return outcome.output.split(separator: "\n")
  }

  @Test("each with what it sends")
  func sent() throws {
    let lines = try Self.lines()
    let timeout = try #require(lines.firstIndex { $0.contains(" times out ") })
    #expect(lines[timeout + 1].hasPrefix("    sends RequestVote from s"))
    #expect(lines[timeout + 2].hasPrefix("    sends RequestVote from s") && lines[timeout + 1] != lines[timeout + 2])
  }

  @Test("heartbeats that change nothing are one line, and the others stay; --heartbeats shows all")
  func heartbeats() throws {
    let (folded, all) = (try Self.lines(Self.idle), try Self.lines(Self.idle + ["--heartbeats"]))
    #expect(folded.contains { $0.contains(#/^#\d+ to #\d+  \d+ steps of heartbeats that change nothing$/#) })
    #expect(!all.contains { $0.contains("that change nothing") } && all.count > folded.count + 50)
    var hidden = 0
    for line in folded {
      if let match = line.firstMatch(of: /(\d+) steps of heartbeats/) { hidden += Int(match.1) ?? 0 }
    }
    let steps = { (lines: [Substring]) in lines.count { $0.contains(#/^#\d+  [0-9]/#) } }
    #expect(steps(folded) + hidden == steps(all))
    #expect(folded.contains { $0.contains("commit 1") }, "a heartbeat that tells of a commit stays")
  }

  @Test("filters leave what they ask for")
  func filters() throws {
    let all = try Self.lines(["--heartbeats"]).filter { $0.hasPrefix("#") }
    let server = try Self.lines(["--heartbeats", "--server", "s1"]).filter { $0.hasPrefix("#") }
    let ofServer = all.filter { $0.contains(#/^#\d+  [0-9.]+ s  s1 /#) }
    #expect(!server.isEmpty && server == ofServer)
    let steps = try Self.lines(["--heartbeats", "--steps", "5-9"]).filter { $0.hasPrefix("#") }
    #expect(steps == Array(all[4...8]))
    let kind = try Self.lines(["--kind", "timeout"]).filter { $0.hasPrefix("#") }
    #expect(!kind.isEmpty && kind.allSatisfy { $0.contains(" times out ") })
    let message = try Self.lines(["--kind", "voteReply"]).filter { $0.hasPrefix("#") }
    #expect(!message.isEmpty && message.allSatisfy { $0.contains("RequestVote reply") })
    let client = try Self.lines(["--client", "c0"]).filter { $0.hasPrefix("#") }
    #expect(!client.isEmpty && client.allSatisfy { $0.contains(/\bc0\b/) })
    let key = try Self.lines(["--key", "k1"]).filter { $0.hasPrefix("#") }
    #expect(key.contains { $0.contains(/\bk1\b/) } && !key.contains { $0.contains(/\bk[02-9]\b/) })
  }

  @Test(
    "a filter that means nothing is refused in one line",
    arguments: [
      (["--server", "s3"], "one of s0, s1, s2"), (["--server", "x"], "a server from s0 to s8"),
      (["--steps", "9-5"], "the lower number first"),
      (["--steps", "a"], "10-20"), (["--kind", "timeouts"], "did you mean 'timeout'"), (["--client", "-1"], "c0"),
      (["--key", "kx"], "a key such as k0"),
    ])
  func refused(_ options: [String], _ words: String) throws {
    let outcome = try CommandTests.run(Self.run + options)
    #expect(outcome.status == 64 && outcome.errors.contains(words) && outcome.output.isEmpty, "\(outcome)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test(
    "a filter that leaves nothing says so in one line",
    arguments: [["--client", "c99"], ["--key", "k99"], ["--kind", "timeout", "--steps", "90000-"]])
  func nothing(_ options: [String]) throws {
    let first = try Self.lines(options).first
    #expect(first == "no step matches \(options.joined(separator: " "))")
    #expect(try CommandTests.run(Self.run).output.contains("no step matches") == false)
  }

  @Test("--steps prints no notes, unless they are asked for; a kind of message has two names")
  func stepsAndKinds() throws {
    let steps = try Self.lines(["--heartbeats", "--steps", "1-20"]).filter { !$0.hasPrefix("    sends ") }
    #expect(steps.prefix(20).enumerated().allSatisfy { $0.element.hasPrefix("#\($0.offset + 1)  ") })
    #expect(try Self.lines(["--steps", "1-20"]).contains { $0.contains("timer") } == false)
    #expect(try !Self.lines(["--steps", "1-20", "--kind", "timer"])[0].hasPrefix("no step"))
    let (paper, trace) = (try Self.lines(["--kind", "RequestVote"]), try Self.lines(["--kind", "voteRequest"]))
    #expect(paper == trace && paper.count > 3)
  }

  @Test("a filter without --verbose is refused")
  func withoutVerbose() throws {
    for options in [["--server", "s1"], ["--heartbeats"]] {
      let outcome = try CommandTests.run(["replay", "3"] + options)
      #expect(outcome.status == 64 && outcome.errors.contains("needs --verbose"), "\(outcome)")
    }
  }

  @Test("steps never mix with a trace or JSON on standard output")
  func data() throws {
    let json = try CommandTests.run(Self.run + ["--format", "json"])
    #expect(try CommandTests.json(json.output)["seed"] as? Int == 3)
    #expect(json.errors.hasPrefix("#1  "))
    let trace = try CommandTests.run(Self.run + ["--trace", "-"])
    #expect(trace.output.split(separator: "\n").allSatisfy { $0.hasPrefix("{") } && trace.errors.hasPrefix("#1  "))
    let both = try CommandTests.run(["replay", "3", "--trace", "-", "--format", "json"])
    #expect(both.status == 64 && both.output.isEmpty && both.errors.contains("both write to standard output"))
  }

  @Test("a lost message says why")
  func losses() throws {
    let run = ["replay", "1", "--loss", "0.2", "--servers", "3", "--crash-interval", "300ms", "--verbose"]
    let lost = try CommandTests.run(run).output.split(separator: "\n").filter { $0.contains("  lost") }
    #expect(lost.count > 20 && lost.allSatisfy { !$0.contains("  lost:") })
  }
}

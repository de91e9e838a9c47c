import Foundation
import Testing

@Suite("raftsim explore, from outside")
struct ExploreCommandTests {
  private static let pair = ["explore", "--servers", "2", "--max-term", "1", "--max-log", "1", "--no-reductions"]
  private static let falls = pair + ["--defect", "commit-index-falls", "--no-trace"]

  private static func json(_ arguments: [String]) throws -> [String: Any] {
    try CommandTests.json(CommandTests.run(arguments + ["--format", "json"]).output)
  }

  @Test("what is explored to the end and breaks nothing ends with 0, and says so")
  func passes() throws {
    let outcome = try CommandTests.run(Self.pair)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("63 states, 511 steps, depth 10 (complete to 10)"))
    #expect(outcome.output.contains("EntryCommitted"))
    #expect(outcome.output.hasSuffix("no violation: every state within the bounds was explored\n"))
    #expect(outcome.errors.isEmpty)
    let cut = try CommandTests.run(Self.pair + ["--depth", "9"])
    #expect(cut.status == 0)
    #expect(cut.output.hasSuffix("no violation up to this depth\n"))
  }

  @Test("as given it ends with a verdict, with both reductions")
  func defaults() throws {
    let result = try Self.json(["explore"])
    #expect(result["stopped"] as? String == "complete" && result["result"] as? String == "passed")
    let reduced = try Self.json(["explore", "--symmetry", "--partial-order"])
    #expect(result["distinct"] as? Int == reduced["distinct"] as? Int)
    let bag = ["explore", "--servers", "2", "--max-term", "1", "--network", "bag", "--max-messages", "2"]
    #expect(try Self.json(bag)["distinct"] as? Int == Self.json(bag + ["--symmetry"])["distinct"] as? Int)
  }

  @Test("its numbers can be read by programs, and do not depend on threads and exactness")
  func numbers() throws {
    for more in [["--jobs", "1"], ["--jobs", "3"], ["--exact"]] {
      let result = try Self.json(Self.pair + more)
      #expect(result["result"] as? String == "passed")
      #expect(result["stopped"] as? String == "complete")
      #expect(result["distinct"] as? Int == 63)
      #expect(result["generated"] as? Int == 511)
      #expect(result["depth"] as? Int == 10)
      #expect(result["completeDepth"] as? Int == 10)
      #expect(result["levels"] as? [Int] == [1, 2, 3, 4, 5, 8, 10, 12, 10, 6, 2])
      let steps = try #require(result["steps"] as? [String: Int])
      #expect(steps.values.reduce(1, +) == 511)
      #expect((result["tested"] as? [String: Int])?["Conformance"] ?? 0 > 0)
      #expect((result["vacuous"] as? [String])?.isEmpty == true)
      #expect(result["broken"] is NSNull && result["counterexample"] is NSNull)
      let exact = result["exact"] as? [String: Int]
      #expect(exact == (more == ["--exact"] ? ["collisions": 0, "flaws": 0] : nil))
    }
  }

  @Test("a violation ends with 1, with the steps that lead to it")
  func violated() throws {
    let outcome = try CommandTests.run(Self.falls)
    #expect(outcome.status == 1)
    for words in [
      "VIOLATION  CommitIndexMonotone", "  defect commit-index-falls; 8 steps:", "    #3   s",
      "replay:  give --trace FILE, then ", "/raftsim replay FILE",
    ] {
      #expect(outcome.output.contains(words))
    }
    #expect(outcome.output.hasSuffix("\nviolated\n"))
    let result = try Self.json(Self.falls)
    #expect(result["result"] as? String == "violated")
    #expect(result["broken"] as? String == "CommitIndexMonotone")
    let counterexample = try #require(result["counterexample"] as? [String: Any])
    #expect(counterexample["length"] as? Int == 8)
    #expect((counterexample["steps"] as? [String])?.count == 9)
    let violations = try #require(counterexample["violations"] as? [[String: Any]])
    #expect(violations.first?["invariant"] as? String == "CommitIndexMonotone")
  }

  @Test(
    "what proves nothing ends with 2, and says why",
    arguments: [
      (["--max-term", "0"], "vacuous", "complete", "reached LeaderElected, EntryCommitted"),
      (["--candidates", "0"], "vacuous", "complete", "reached LeaderElected, EntryCommitted"),
      (["--servers", "2", "--no-op", "0", "--values", "0"], "vacuous", "complete", "reached EntryCommitted"),
      (["--max-log", "4", "--memory", "1M"], "inconclusive", "memory", "the memory limit was reached"),
      (
        ["--servers", "5", "--max-log", "4", "--max-total-time", "200ms"], "inconclusive", "time",
        "the time limit was reached"
      ),
    ])
  func inconclusive(_ options: [String], _ word: String, _ stopped: String, _ reason: String) throws {
    let outcome = try CommandTests.run(["explore"] + options)
    #expect(outcome.status == 2)
    let last = try #require(outcome.output.split(separator: "\n").last)
    #expect(last.hasPrefix(word))
    #expect(last.contains(reason))
    let result = try Self.json(["explore"] + options)
    #expect(result["stopped"] as? String == stopped)
    #expect(result["result"] as? String == "inconclusive")
  }

  @Test("walks report their seed, and the same seed leads to the same")
  func walks() throws {
    let walk = ["explore", "--defect", "commit-index-falls", "--max-log", "3", "--walks", "500", "--no-trace"]
    let fresh = try Self.json(walk)
    let seed = try #require(fresh["seed"] as? UInt64)
    let again = try Self.json(walk + ["--seed", "\(seed)"])
    #expect(again["taken"] as? Int == fresh["taken"] as? Int)
    #expect(again["broken"] as? String == fresh["broken"] as? String)
    let outcome = try CommandTests.run(Self.pair + ["--walks", "7", "--depth", "20", "--seed", "4"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("7 walks of up to 20 steps, seed 4, "))
    #expect(outcome.output.hasSuffix("no violation on these walks\n"))
  }
}

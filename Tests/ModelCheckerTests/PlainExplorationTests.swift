import Simulator
import TestTier
import Testing
import TraceChecker

@testable import ModelChecker

/// The tables of the model leave nothing out and make nothing up: what it finds is what servers, messages and a checker
/// come to that are copied from state to state and step by step, in numbers of states and steps, at every depth.
@Suite("The model against plain exploration")
struct PlainExplorationTests {
  static let quick = [
    Bounds("pair, set", term: 2) { $0.values = 0 },
    Bounds("pair, set, matches kept across elections", term: 2) {
      ($0.values, $0.candidates, $0.defect) = (0, 1, Defect.named("match-kept-across-elections"))
    },
    Bounds("pair, set, two commands") { ($0.values, $0.appendsNoOp) = (2, false) },
    Bounds("pair, set, window 1", log: 2) { $0.window = 1 },
    Bounds("pair, set, five messages", log: 2) { $0.maxMessages = 5 },
    Bounds("pair, set, restarts") { $0.restarts = nil },
    Bounds("pair, set, one restart of s0") { ($0.restarts, $0.restarting) = (1, 1) },
    Bounds("pair, set, only s0 times out", term: 2) { ($0.candidates, $0.restarts) = (1, 1) },
    Bounds("single, set", servers: 1, term: 3, log: 3) { ($0.restarts, $0.values) = (2, 2) },
    Bounds("pair, bag", term: 2) { ($0.network, $0.maxMessages) = (.bag, 2) },
    Bounds("pair, bag, drops") { ($0.network, $0.maxMessages, $0.drops) = (.bag, 3, true) },
    Bounds("pair, bag, duplicates") { ($0.network, $0.maxMessages, $0.duplicates) = (.bag, 3, true) },
    Bounds("pair, bag, both, restarts") {
      ($0.network, $0.maxMessages, $0.drops, $0.duplicates, $0.restarts) = (.bag, 2, true, true, 1)
    },
  ]

  static let large = [
    Bounds("pair, set, log 2, batch 1", log: 2) { $0.batch = 1 },
    Bounds("trio, set", servers: 3) { ($0.values, $0.candidates) = (0, 1) },
    Bounds("trio, bag", servers: 3) { ($0.network, $0.maxMessages, $0.candidates) = (.bag, 4, 1) },
  ]

  @Test(
    "the same states and steps, at every depth, with any number of threads",
    arguments: quick + TestTier.pick([], thorough: large))
  func same(_ bounds: Bounds) {
    let plain = PlainExploration(bounds.cluster)
    #expect(plain.broken.isEmpty)
    for (jobs, isExact) in [(1, false), (2, true)] {
      let result = ClusterSearch(bounds.cluster).explored(jobs: jobs, isExact: isExact).result
      #expect(result.stopReason == .complete)
      #expect(result.distinct == plain.distinct)
      #expect(result.generated == plain.generated)
      #expect(result.levels == plain.levels)
      #expect(result.steps == plain.steps)
      if isExact { #expect(result.exactness == Exploration.Exactness(collisions: 0, flaws: 0)) }
    }
  }
}

import Testing

@testable import ModelChecker

@Suite("The exploration of a model")
struct ExplorerTests {
  @Test("it finds every state and takes every step")
  func complete() {
    let exploration = explore(CounterModel())
    #expect(exploration.stopReason == .complete)
    #expect(exploration.distinct == 12 * 12 * 12)
    #expect(exploration.steps == [3 * 1728, 3 * 1728])
    #expect(exploration.generated == 2 + 6 * 1728)
    #expect(exploration.initialStates == 2)
    #expect(exploration.judged == [6 * 1728, 6, 0])
    #expect(exploration.unreached == [2])
    #expect(exploration.levels.reduce(0, +) == 1728)
    #expect(exploration.depth == exploration.levels.count - 1)
    #expect(exploration.brokenProperty == nil)
  }

  @Test("states beyond the bounds are counted as steps only")
  func bounds() {
    let exploration = explore(CounterModel(greatestSum: 5))
    let states = (0..<1728).count { $0 / 144 + $0 / 12 % 12 + $0 % 12 <= 5 }
    #expect(exploration.distinct == states)
    #expect(exploration.steps.reduce(0, +) == 6 * states)
  }

  /// Several models, each explored with as many threads.
  private static func several(jobs: Int) -> [Exploration] {
    let wide = CounterModel(counters: 4, modulus: 11)
    let learning = LearningModel(CounterModel(counters: 4, modulus: 9, brokenSum: 28))
    return [
      explore(ElectionModel(), jobs: jobs), explore(wide, jobs: jobs),
      explore(ElectionModel(votesTwice: true), jobs: jobs), explore(learning, jobs: jobs),
    ]
  }
  private static let withOneThread = several(jobs: 1)

  @Test("nothing of it depends on the number of threads", arguments: [2, 3, 7])
  func threads(_ jobs: Int) {
    for (many, one) in zip(Self.several(jobs: jobs), Self.withOneThread) { #expect(many == one) }
  }

  @Test("a counterexample is a shortest one, and ends with the step that breaks the property", arguments: [1, 2])
  func counterexample(_ jobs: Int) throws {
    let model = CounterModel(modulus: 20, brokenSum: 30)
    let exploration = explore(model, jobs: jobs)
    #expect(exploration.stopReason == .violation)
    #expect(exploration.brokenProperty == 0)
    let path = try #require(exploration.counterexample)
    #expect(path.initial == 1)
    #expect(path.actions.count == 14)
    let replay = model.replay(path)
    #expect(replay.broken == 0)
    #expect(replay.state.reduce(0, +) == 30)
  }

  @Test("two leaders of one term are found if servers vote twice")
  func election() throws {
    let model = ElectionModel(lastTerm: 1, votesTwice: true)
    let path = try #require(explore(model).counterexample)
    #expect(model.replay(path).broken == 0)
    // Two servers ask, get a vote, receive it and become leaders.
    #expect(path.actions.count == 8)
  }

  @Test("without links it finds the same, and reports no path")
  func withoutLinks() {
    let exploration = explore(CounterModel(brokenSum: 9)) { $0.keepsLinks = false }
    #expect(exploration.brokenProperty == 0)
    #expect(exploration.counterexample == nil)
    #expect(exploration.memory.links == 0)
    #expect(exploration.distinct == explore(CounterModel(brokenSum: 9)).distinct)
  }

  @Test("the limit of the depth", arguments: [0, 1, 2, 5])
  func depth(_ depth: Int) {
    let exploration = explore(CounterModel()) { $0.depth = depth }
    #expect(exploration.stopReason == .depth)
    #expect(exploration.depth == depth)
    #expect(exploration.levels == Array(explore(CounterModel()).levels.prefix(depth + 1)))
    #expect(exploration.distinct == exploration.levels.reduce(0, +))
  }

  @Test("a limit that is deeper than all states does not matter")
  func largeDepth() {
    #expect(explore(CounterModel()) { $0.depth = 1000 } == explore(CounterModel()))
  }

  @Test("the limit of the memory is kept, and reported with the depth that is complete")
  func memory() {
    let model = CounterModel(counters: 5, modulus: 12)
    let limit = 2_000_000
    let exploration = explore(model) { $0.memoryLimit = limit }
    #expect(exploration.stopReason == .memory)
    #expect(exploration.memory.total <= limit)
    #expect(exploration.memory.total > limit / 2)
    let complete = explore(model) { $0.depth = exploration.depth }
    #expect(Array(exploration.levels.prefix(exploration.depth + 1)) == complete.levels)
    #expect(exploration.levels.count <= exploration.depth + 2)
  }

  @Test("it ends when cancelled, and says how far it is")
  func hooks() {
    var rounds: [Exploration.Progress] = []
    var hooks = Exploration.Hooks()
    hooks.shouldStop = { rounds.count == 3 ? .time : nil }
    hooks.progress = { rounds.append($0) }
    let exploration = Explorer(CounterModel()).run(hooks: hooks)
    #expect(exploration.stopReason == .time)
    #expect(rounds.map(\.depth) == [0, 1, 2])
    #expect(rounds.last?.distinct == exploration.distinct)
    #expect(rounds.last?.generated == exploration.generated)
    #expect(rounds.last?.waiting == exploration.levels.last)
    #expect(exploration.depth == 3)
  }

  @Test("a model that learns sees each state once, and leads to the same")
  func learning() throws {
    let base = CounterModel(counters: 4, modulus: 9, brokenSum: 31)
    let (learned, direct) = (explore(LearningModel(base)), explore(base))
    #expect(learned.levels == direct.levels)
    #expect(learned.steps == direct.steps)
    #expect(learned.judged == direct.judged)
    #expect(learned.distinct == direct.distinct)
    let path = try #require(learned.counterexample)
    #expect(base.replay(path).broken == 0)
    #expect(path.actions.count == direct.counterexample?.actions.count)
    #expect(learned.memory.model == 8 * 31)
  }

  @Test("how likely a lost state is")
  func probability() {
    var exploration = explore(CounterModel())
    let pairs = Double(1728 * 1727 / 2)
    #expect(exploration.expectedCollisions == pairs / 0x1p64)
    exploration.fingerprintAlternatives = 6
    let expected: Double = pairs / 0x1p64 * 36 / 11
    #expect(abs(exploration.expectedCollisions / expected - 1) < 1e-9)
  }
}

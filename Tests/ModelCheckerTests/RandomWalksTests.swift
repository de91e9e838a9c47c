import Testing

@testable import ModelChecker

@Suite("Random walks")
struct RandomWalksTests {
  @Test("they find what is not deep, and report the path")
  func violation() throws {
    let model = CounterModel(brokenSum: 9)
    let result = RandomWalks(model, seed: 1, walks: 1000, depth: 20).run()
    #expect(result.stopReason == .violation)
    #expect(result.brokenProperty == 0)
    let path = try #require(result.counterexample)
    #expect(model.replay(path).broken == 0)
  }

  @Test("the same seed leads to the same walks, another to others")
  func seeds() {
    let walks = RandomWalks(ElectionModel(), seed: 1, walks: 50, depth: 40)
    #expect(walks.run() == walks.run())
    #expect(walks.run() != RandomWalks(ElectionModel(), seed: 2, walks: 50, depth: 40).run())
  }

  @Test("they stay within the bounds, and end where no step does")
  func bounds() {
    let result = RandomWalks(CounterModel(greatestSum: 5), seed: 3, walks: 100, depth: 50).run()
    #expect(result.walks == 100)
    #expect(result.stopReason == .complete)
    #expect(result.taken <= 500)
    #expect(result.taken >= 100)
  }

  @Test("a walk does not depend on how many there are, or on what is learned")
  func independent() {
    let base = CounterModel(counters: 6, modulus: 40, brokenSum: 60)
    let all = RandomWalks(base, seed: 4, walks: 1000, depth: 60).run()
    let fewer = RandomWalks(base, seed: 4, walks: all.walks, depth: 60).run()
    #expect(all.counterexample != nil)
    #expect(fewer.counterexample == all.counterexample)
    let learned = RandomWalks(LearningModel(base), seed: 4, walks: 1000, depth: 60).run()
    #expect(learned == all)
  }

  @Test("they end when cancelled")
  func stops() {
    let result = RandomWalks(CounterModel(), seed: 1, walks: 1000, depth: 5).run { $0.walks == 7 ? .time : nil }
    #expect(result.walks == 7)
    #expect(result.stopReason == .time)
    #expect(result.taken == 35)
  }
}

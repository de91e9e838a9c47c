import Testing

@testable import ModelChecker

@Suite("Exact exploration")
struct ExactTests {
  private static func exact<M: Model>(_ model: M, jobs: Int = 1) -> Exploration {
    explore(model, jobs: jobs) { $0.isExact = true }
  }

  @Test("it finds the same as fingerprints do, which do nothing wrong", arguments: [1, 2])
  func same(_ jobs: Int) {
    let exact = Self.exact(ElectionModel(), jobs: jobs)
    #expect(exact.exactness == Exploration.Exactness(collisions: 0, flaws: 0))
    #expect(exact.memory.exact > 0)
    var rest = exact
    let direct = explore(ElectionModel())
    (rest.exactness, rest.memory) = (nil, direct.memory)
    #expect(rest == direct)
  }

  @Test("states that poor fingerprints lose are found, and reported")
  func collisions() throws {
    let poor = CounterModel(fingerprintBits: 9)
    #expect(explore(poor).distinct <= 512)
    let exact = Self.exact(poor)
    #expect(exact.distinct == 1728)
    let exactness = try #require(exact.exactness)
    #expect(exactness.flaws == 0)
    #expect(exactness.collisions >= 1728 - 512)
  }

  @Test("equal states with different fingerprints are reported")
  func flaws() throws {
    let exact = Self.exact(CounterModel(hasFlaw: true))
    #expect(exact.distinct == 1728)
    let exactness = try #require(exact.exactness)
    #expect(exactness.flaws > 0)
  }

  @Test("states that stand for one another are one")
  func reduction() {
    let exact = Self.exact(CounterModel(isSymmetric: true))
    #expect(exact.exactness == Exploration.Exactness(collisions: 0, flaws: 0))
    // Multisets of three of twelve numbers.
    #expect(exact.distinct == 14 * 13 * 12 / 6)
    #expect(explore(CounterModel(isSymmetric: true)).distinct == exact.distinct)
  }

  @Test("a set of encodings distinguishes lengths and contents")
  func set() {
    var set = ExactSet()
    let states: [[UInt64]] = [[], [0], [0, 0], [1], [1, 0], [0, 1]]
    for (index, words) in states.enumerated() {
      #expect(words.withUnsafeBufferPointer { set.insert($0, fingerprint: UInt64(index)) } == nil)
    }
    for number in 0..<UInt64(5000) {
      _ = [number, 7].withUnsafeBufferPointer { set.insert($0, fingerprint: number) }
    }
    for (index, words) in states.enumerated() {
      #expect(words.withUnsafeBufferPointer { set.insert($0, fingerprint: 99) } == UInt64(index))
    }
    #expect(set.count == 5006)
  }
}

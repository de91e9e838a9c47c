import Testing

@testable import Simulator

@Suite("Keyed randomness")
struct KeyedRandomTests {
  private let random = KeyedRandom(seed: 42)

  @Test("a decision is the same however many others were made before")
  func independent() {
    let word = random.word(.latency, 3, 17)
    for count in 0..<100 { _ = random.word(.loss, 3, count) }
    #expect(random.word(.latency, 3, 17) == word)
  }

  @Test("streams, subjects and counts do not share decisions")
  func distinct() {
    var words: Set<UInt64> = []
    for stream in [KeyedRandom.Stream.latency, .loss, .duplication, .command] {
      for subject in 0..<20 {
        for count in -20..<20 { words.insert(random.word(stream, subject, count)) }
      }
    }
    #expect(words.count == 4 * 20 * 40)
  }

  @Test("a choice is uniform: each of ten values occurs about equally often")
  func even() {
    var counts = [Int](repeating: 0, count: 10)
    for count in 0..<100_000 { counts[random.below(10, .choice, 1, count)] += 1 }
    for count in counts { #expect((9_500...10_500).contains(count)) }
  }

  @Test("the choices of one subject differ from each other, whatever the seed and the subject")
  func consecutive() {
    for seed in 1...2000 as ClosedRange<UInt64> {
      let random = KeyedRandom(seed: seed)
      for subject in 0..<8 {
        // Forty choices of five that are all the same: once in 10^27.
        #expect(Set((1...40).map { random.below(5, .choice, subject, $0) }).count > 1, "\(seed) \(subject)")
      }
    }
  }

  @Test("decisions within another number are other decisions, distributed as uniformly")
  func within() {
    var words: Set<UInt64> = []
    for number in 0..<50 {
      for count in 0..<50 { words.insert(random.word(.electionTimeout, 1, count, within: number)) }
    }
    #expect(words.count == 50 * 50)
    var counts = [Int](repeating: 0, count: 10)
    for term in 0..<100_000 { counts[random.below(10, .electionTimeout, 1, 1, within: term)] += 1 }
    for count in counts { #expect((9_500...10_500).contains(count)) }
  }

  @Test("the decisions about one message are uniformly distributed, and those of two streams are independent")
  func draws() {
    let streams: [KeyedRandom.Stream] = [
      .loss, .duplication, .latency, .duplicateLatency, .reorder, .reorderDelay, .duplicateReorder,
      .duplicateReorderDelay, .burst, .heavyTail,
    ]
    for repeats in [1, 40_000] {
      let occurrences = OccurrenceCounts(longestPause: 0)
      let draws = (0..<40_000).map { random.draw(1, UInt64($0 / repeats), occurrences, now: 0) }
      let choices = streams.map { stream in draws.map { random.below(4, stream, $0) } }
      for one in streams.indices {
        for other in 0..<one {
          var counts = [Int](repeating: 0, count: 16)
          for place in draws.indices { counts[4 * choices[one][place] + choices[other][place]] += 1 }
          // 2,500 are expected, with a standard deviation of 48.
          for count in counts { #expect((2_250...2_750).contains(count), "\(streams[one]) and \(streams[other])") }
        }
      }
    }
  }

  @Test("the hash of a key is the word of its decision, with and without overrides")
  func keys() {
    let observed = KeyedRandom(seed: 42, overrides: RunOverrides(seed: 42, []))
    let (counts, others) = (OccurrenceCounts(longestPause: 0), OccurrenceCounts(longestPause: 0))
    for number in 0..<100 {
      #expect(observed.word(.syncTime, 2, 3, within: number) == random.word(.syncTime, 2, 3, within: number))
      let (draw, other) = (
        random.draw(3, UInt64(number % 7), counts, now: 0), observed.draw(3, UInt64(number % 7), others, now: 0)
      )
      #expect(observed.word(.latency, other) == random.word(.latency, draw))
    }
  }

  @Test("a rate of a tenth comes true about a tenth of the time, none never, and all always")
  func rates() {
    let hits = (0..<100_000).count { random.happens(100_000, .loss, 0, $0) }
    #expect((9_500...10_500).contains(hits))
    #expect(!(0..<1000).contains { random.happens(0, .loss, 0, $0) })
    #expect((0..<1000).allSatisfy { random.happens(1_000_000, .loss, 0, $0) })
  }

  @Test("a bound of nothing gives nothing, and a time around a mean stays between half and one and a half")
  func bounds() {
    #expect(random.below(0, .choice, 0, 0) == 0)
    #expect(random.below(-5, .choice, 0, 0) == 0)
    for count in 0..<1000 { #expect((500...1500).contains(random.around(1000, .think, 0, count))) }
  }
}

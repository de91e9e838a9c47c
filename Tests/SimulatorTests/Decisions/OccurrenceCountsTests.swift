import Testing
import TraceChecker

@testable import Simulator

@Suite("How often each content was sent")
struct OccurrenceCountsTests {
  @Test("every content has a count of its own, however many there are")
  func counts() {
    let counts = OccurrenceCounts(longestPause: 0)
    for round in 1...3 {
      for content in 0..<20_000 as Range<UInt64> { #expect(counts.count(mix(content, 1), now: round) == round) }
    }
  }

  @Test(
    "what was not sent for long counts from 1 again, whether or not the table was rebuilt meanwhile",
    arguments: [0, 5_000])
  func forgets(_ others: Int) {
    let counts = OccurrenceCounts(longestPause: 0)
    let (content, minute) = (mix(7, 7), 60_000_000)
    #expect(counts.count(content, now: 0) == 1)
    #expect(counts.count(content, now: minute) == 2)
    for other in 0..<others { _ = counts.count(mix(UInt64(other), 3), now: 2 * minute + other * 1000) }
    #expect(counts.count(content, now: 2 * minute) == 3)
    for other in 0..<others { _ = counts.count(mix(UInt64(other), 4), now: 3 * minute + other * 1000) }
    #expect(counts.count(content, now: 4 * minute) == 1)
  }

  @Test("a content that is sent as rarely as the longest pause is remembered")
  func longestPause() {
    let hour = 3_600_000_000
    let counts = OccurrenceCounts(longestPause: hour)
    for number in 0..<20 { #expect(counts.count(5, now: number * hour) == number + 1) }
  }

  @Test("memory is bounded by what was sent in the last minutes, not by the length of the run")
  func memory() {
    let counts = OccurrenceCounts(longestPause: 0)
    // A message a millisecond, for half an hour, each with another content.
    for number in 0..<2_000_000 { _ = counts.count(mix(UInt64(number), 9), now: number * 1000) }
    #expect(counts.capacity <= 1 << 18)
  }

  @Test("a count within a number begins with 1 when a higher number comes, and no count comes twice")
  func within() {
    var count = CountWithin()
    let counts = [0, 0, 1, 1, 1, 4, 1, 4, 5].map { count.next(within: $0) }
    #expect(counts.map(\.count) == [1, 2, 1, 2, 3, 1, 2, 3, 1])
    #expect(counts.map(\.number) == [0, 0, 1, 1, 1, 4, 4, 4, 5])
  }
}

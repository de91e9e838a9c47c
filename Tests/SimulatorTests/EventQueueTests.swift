import TestTier
import Testing

@testable import Simulator

@Suite("The event queue")
struct EventQueueTests {
  @Test("what is planned comes in the order of time, and of planning where times are equal")
  func order() {
    let queue = EventQueue()
    let random = KeyedRandom(seed: 3)
    var planned: [(time: Int, slot: UInt32)] = []
    for slot in 0..<1000 {
      let time = random.below(50, .choice, 0, slot)
      planned.append((time, UInt32(slot)))
      queue.push(.delivery(slot: UInt32(slot)), at: time)
    }
    for expected in planned.sorted(by: { ($0.time, $0.slot) < ($1.time, $1.slot) }) {
      guard let (time, occurrence) = queue.pop(), case .delivery(let slot) = occurrence else {
        Issue.record("the queue ended early")
        return
      }
      #expect(time == expected.time)
      #expect(slot == expected.slot)
    }
    #expect(queue.pop() == nil)
  }

  @Test(
    "the order is kept when the orders of planning begin anew, and where many occurrences have one time",
    arguments: [[500, 2_000, 700], [1_000, 2_000, 1], [400, 500, 70], [1 << 22, 50_000, 40_000]]
      + TestTier.pick([], thorough: [[1 << 22, 1 << 18 + 100, 1]]))
  func many(_ numbers: [Int]) {
    let (left, count, times) = (numbers[0], UInt32(numbers[1]), numbers[2])
    let queue = EventQueue(planned: 1 << 22 - UInt64(left))
    for slot in 0..<count { queue.push(.delivery(slot: slot), at: Int(slot) % times) }
    var (last, taken) = ((time: -1, slot: UInt32(0)), 0)
    while let (time, occurrence) = queue.pop() {
      guard case .delivery(let slot) = occurrence else { continue }
      if time != Int(slot) % times || (time, slot) <= last { Issue.record("\(slot) at \(time) after \(last)") }
      (last, taken) = ((time, slot), taken + 1)
    }
    #expect(taken == count)
  }

  @Test("the order is kept where thousands are planned at random times, while some are taken")
  func randomTimes() {
    let (queue, random) = (EventQueue(planned: 1 << 22 - 4_000), KeyedRandom(seed: 5))
    var (now, taken) = (0, 0)
    var waiting: [(time: Int, slot: UInt32)] = []
    for slot in 0..<6_000 as Range<UInt32> {
      let time = now + random.below(slot % 3 == 0 ? 50_000 : 500, .choice, 1, Int(slot))
      queue.push(.delivery(slot: slot), at: time)
      waiting.append((time, slot))
      guard slot % 4 == 3, let (next, occurrence) = queue.pop() else { continue }
      let expected = waiting.indices.min { waiting[$0] < waiting[$1] }!
      #expect(next == waiting[expected].time && occurrence.slot == waiting[expected].slot)
      waiting.remove(at: expected)
      (now, taken) = (next, taken + 1)
    }
    for expected in waiting.sorted(by: <) {
      let next = queue.pop()
      #expect(next?.time == expected.time && next?.occurrence.slot == expected.slot)
    }
    #expect(taken == 1_500 && queue.pop() == nil)
  }

  @Test("planning and taking may alternate")
  func alternate() {
    let queue = EventQueue()
    var last = 0
    for round in 0..<5000 {
      queue.push(.fault(.crash), at: last + round % 7)
      if round % 3 == 0, let (time, _) = queue.pop() {
        #expect(time >= last)
        last = time
      }
    }
  }

  @Test("a slab gives numbers out again, and keeps each value under its own")
  func slab() {
    var slab = Slab<Int>()
    let numbers = (0..<500).map { slab.insert($0) }
    #expect(Set(numbers).count == 500)
    for number in numbers.prefix(100) { slab.remove(number) }
    let again = (1000..<1100).map { slab.insert($0) }
    #expect(Set(again) == Set(numbers.prefix(100)))
    for (value, number) in zip(1000..., again) { #expect(slab[number] == value) }
    for (value, number) in zip(100..., numbers.dropFirst(100)) { #expect(slab[number] == value) }
  }

  @Test("a slab of references keeps those that were not removed, and no others")
  func references() {
    final class Content {}
    weak var kept: Content?
    weak var removed: Content?
    do {
      var slab = Slab<Content>()
      let (one, other) = (Content(), Content())
      (kept, removed) = (one, other)
      _ = slab.insert(one)
      for _ in 0..<200 {
        let number = slab.insert(other)
        #expect(number == 1)
        slab.remove(number)
      }
      withExtendedLifetime((one, other)) {}
    }
    #expect(kept == nil && removed == nil)
  }
}

extension Optional where Wrapped == (time: Int, occurrence: Occurrence) {
  static func == (one: Self, _: _OptionalNilComparisonType) -> Bool {
    if case .none = one { true } else { false }
  }
}

@Suite("A host's timer")
struct HostTimerTests {
  @Test("it fires at its deadline")
  func fires() {
    var timer = HostTimer()
    #expect(timer.set(100) == 100)
    #expect(timer.occur(at: 100) == .fires)
    #expect(timer.occur(at: 100) == .nothing)
  }

  @Test("a later deadline needs no new occurrence: the planned one finds out")
  func later() {
    var timer = HostTimer()
    #expect(timer.set(100) == 100)
    #expect(timer.set(150) == nil)
    #expect(timer.occur(at: 100) == .later(150))
    #expect(timer.occur(at: 150) == .fires)
  }

  @Test("an earlier deadline is planned, and the occurrence that it replaced means nothing")
  func earlier() {
    var timer = HostTimer()
    #expect(timer.set(100) == 100)
    #expect(timer.set(50) == 50)
    #expect(timer.occur(at: 50) == .fires)
    #expect(timer.occur(at: 100) == .nothing)
  }

  @Test("a stopped timer does not fire, and can be set again")
  func stopped() {
    var timer = HostTimer()
    _ = timer.set(100)
    timer.stop()
    #expect(timer.occur(at: 100) == .nothing)
    #expect(timer.set(200) == 200)
    #expect(timer.occur(at: 200) == .fires)
  }
}

extension Occurrence {
  /// The handle of a delivery.
  fileprivate var slot: UInt32? { if case .delivery(let slot) = self { slot } else { nil } }
}

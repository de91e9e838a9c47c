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

  @Test("more may be planned than orders of planning have numbers")
  func many() {
    let queue = EventQueue()
    let count: UInt32 = 1 << 18 + 100
    for slot in 0..<count { queue.push(.delivery(slot: slot), at: Int(slot) / 300) }
    var (last, taken) = ((time: 0, slot: UInt32(0)), 0)
    while let (time, occurrence) = queue.pop() {
      guard case .delivery(let slot) = occurrence else { continue }
      if time != Int(slot) / 300 { Issue.record("\(slot) comes at \(time)") }
      if taken > 0, (time, slot) <= last { Issue.record("\(slot) comes after \(last)") }
      (last, taken) = ((time, slot), taken + 1)
    }
    #expect(taken == count)
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

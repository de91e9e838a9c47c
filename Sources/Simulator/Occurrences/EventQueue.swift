import RaftCore

/// What is going to happen in the world: nine bytes, so that the queue can hold it directly.
enum Occurrence: BitwiseCopyable {
  case delivery(slot: UInt32)
  case electionTimer(UInt8)
  case heartbeatTimer(UInt8)
  case fault(RecurringFault)
  case restart(UInt8)
  case host(HostOccurrence)
  case connection(ConnectionOccurrence)
  case partitionChanges
  case clientWakes(UInt8)
  case clientTimer(UInt8)
  case requestArrives(client: UInt8, server: UInt8, slot: UInt32)
  case answerArrives(slot: UInt32)
  case syncEnds(UInt8, number: UInt32)
}

/// What is going to happen, in the order of time; what falls on one time, in the order of its planning.
///
/// What comes soon is in a sorted array: it is little, so that costs less than a heap. The array has room at both ends:
/// an occurrence that is planned moves only those before it or only those after it, whichever are fewer. What comes
/// later, if much is planned, waits in another array, which is sorted when the first is used up.
///
/// The first array is memory of its own: half of the time of an `Array` goes into asking whether it is shared. The
/// memory belongs to this object alone, and no pointer into it leaves a method.
final class EventQueue {
  /// Three words: the time with the order of planning in its low bits, and what happens.
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var occurrence: Occurrence

    @inline(__always) var time: Int { Int(truncatingIfNeeded: key >> EventQueue.orderBits) }
  }

  private static let orderBits: UInt64 = 22
  private static let timeBits: UInt64 = 42
  /// When this many entries or more leave no room in the sorted array, half of them go to `later`: it does not grow.
  private static let postponeLimit = 512

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 128
  /// The place of the entry that comes first.
  private var first = 64
  /// The place after the last entry.
  private var end = 64
  /// The entries with keys above `horizon`: sorted with the last one first, but for those planned since the last
  /// sorting.
  private var later: [Entry] = []
  /// The highest key in the sorted array if there are later ones, and no limit otherwise.
  private var horizon = UInt64.max
  private var planned: UInt64

  /// An empty queue.
  /// - Parameter planned: how many of the orders of planning are used up already: for tests.
  init(planned: UInt64 = 0) {
    entries = .allocate(capacity: 128)
    self.planned = planned
  }

  deinit { entries.deallocate() }

  /// Plans an occurrence. O(n) for the n that come soon, at most 1,024: it moves at most half of them.
  func push(_ occurrence: Occurrence, at time: Int) {
    planned &+= 1
    let key = UInt64(truncatingIfNeeded: time) << Self.orderBits | planned
    let isInRange = planned >> Self.orderBits | UInt64(truncatingIfNeeded: time) >> Self.timeBits == 0
    guard isInRange, key <= horizon, first > 0, end < capacity else {
      return pushInUnusualCase(occurrence, at: time)
    }
    insert(key, occurrence)
  }

  /// Plans an occurrence that comes later, or for which the orders of planning or the memory run out. It is a function
  /// of its own so that `push`, in the usual case, calls nothing and saves no registers.
  @inline(never)
  private func pushInUnusualCase(_ occurrence: Occurrence, at time: Int) {
    precondition(UInt64(truncatingIfNeeded: time) >> Self.timeBits == 0, "a time of less than 2^42 microseconds")
    if planned >> Self.orderBits != 0 { renumber() }
    if first == 0 || end == capacity { makeRoom() }
    let key = UInt64(truncatingIfNeeded: time) << Self.orderBits | planned
    if key > horizon { later.append(Entry(key: key, occurrence: occurrence)) } else { insert(key, occurrence) }
  }

  @inline(__always)
  private func insert(_ key: UInt64, _ occurrence: Occurrence) {
    let isInFirstHalf = first < end && key < entries[(first &+ end) >> 1].key
    let place = isInFirstHalf ? placeAmongFirst(key) : placeAmongLast(key)
    entries[place] = Entry(key: key, occurrence: occurrence)
  }

  /// Moves the entries before `key` one place to the front. There is one after it.
  @inline(__always)
  private func placeAmongFirst(_ key: UInt64) -> Int {
    let entries = entries
    first &-= 1
    var place = first
    while entries[place &+ 1].key < key {
      entries[place] = entries[place &+ 1]
      place &+= 1
    }
    return place
  }

  /// Moves the entries after `key` one place to the end.
  @inline(__always)
  private func placeAmongLast(_ key: UInt64) -> Int {
    let (entries, first) = (entries, first)
    var place = end
    end &+= 1
    while place > first, key < entries[place &- 1].key {
      entries[place] = entries[place &- 1]
      place &-= 1
    }
    return place
  }

  /// The time of the next occurrence.
  @inline(__always) var nextTime: Int? { first < end ? entries[first].time : nil }

  /// Takes the next occurrence. O(1) amortized, where little is planned.
  @inline(__always)
  func pop() -> (time: Int, occurrence: Occurrence)? {
    guard first < end else { return nil }
    let next = entries[first]
    first &+= 1
    if first == end, horizon != .max { takeLater() }
    assert(first == end || entries[first].key > next.key, "what comes next is later, or was planned later")
    return (next.time, next.occurrence)
  }

  /// Moves the last half of the sorted entries to the later ones.
  @inline(never)
  private func moveHalfToLater() {
    let middle = (first + end) / 2
    for place in middle..<end { later.append(entries[place]) }
    end = middle
    horizon = entries[end - 1].key
  }

  /// Fills the sorted array, which is empty, with the first of the later entries. O(m log m) for the m later ones.
  @inline(never)
  private func takeLater() {
    later.sort { $0.key > $1.key }
    let count = min(later.count, Self.postponeLimit / 2)
    if capacity < 2 * count { reserve(2 * count) }
    first = (capacity - count) / 2
    end = first + count
    for offset in 0..<count { entries[first + offset] = later[later.count - 1 - offset] }
    later.removeLast(count)
    horizon = later.isEmpty ? .max : entries[end - 1].key
  }

  /// Orders of planning begin anew, for each time at 0. So their number is bounded by what falls on one time, and not
  /// by all that is planned.
  @inline(never)
  private func renumber() {
    later.sort { $0.key > $1.key }
    var (time, order, greatest) = (-1, UInt64(0), UInt64(0))
    func number(_ entry: inout Entry) {
      order = entry.time == time ? order + 1 : 0
      time = entry.time
      greatest = max(greatest, order)
      entry.key = UInt64(truncatingIfNeeded: time) << Self.orderBits | order
    }
    for place in first..<end { number(&entries[place]) }
    for place in later.indices.reversed() { number(&later[place]) }
    if horizon != .max { horizon = entries[end - 1].key }
    planned = greatest + 1
    precondition(planned >> Self.orderBits == 0, "at most 2^22 occurrences are planned for one time")
  }

  /// Moves the entries to the middle, of twice the memory if they fill more than half of it. If there are too many, the
  /// last half of them goes to `later` first. O(n), and O(1) amortized.
  private func makeRoom() {
    if end - first >= Self.postponeLimit { moveHalfToLater() }
    reserve(2 * (end - first) > capacity ? 2 * capacity : capacity)
    assert(first > 0 && end < capacity && capacity <= 2 * Self.postponeLimit, "there is room at both ends")
  }

  /// Moves the entries to the middle of new memory.
  private func reserve(_ newCapacity: Int) {
    let (old, count) = (entries, end - first)
    capacity = newCapacity
    entries = .allocate(capacity: capacity)
    let middle = (capacity - count) / 2
    (entries + middle).update(from: old + first, count: count)
    (first, end) = (middle, middle + count)
    old.deallocate()
  }
}

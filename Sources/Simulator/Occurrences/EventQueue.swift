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
/// Few occurrences are planned at once, so a sorted array costs less than a heap. It has room at both ends: an occurrence
/// that is planned moves only those before it or only those after it, whichever are fewer.
///
/// The array is memory of its own: half of the time of an `Array` goes into asking whether it is shared. The memory
/// belongs to this object alone, and no pointer into it leaves a method.
final class EventQueue {
  /// Three words: the time with the order of planning in its low bits, and what happens.
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var occurrence: Occurrence

    @inline(__always) var time: Int { Int(truncatingIfNeeded: key >> EventQueue.orderBits) }
  }

  private static let orderBits: UInt64 = 18

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 128
  /// The place of the entry that comes first.
  private var first = 64
  /// The place after the last entry.
  private var end = 64
  private var planned: UInt64 = 0

  init() { entries = .allocate(capacity: 128) }

  deinit { entries.deallocate() }

  /// Plans an occurrence. O(n) for the n that are planned: it moves half of them at most.
  func push(_ occurrence: Occurrence, at time: Int) {
    precondition(time >> 45 == 0, "a time of up to a year")
    if first == 0 || end == capacity { makeRoom() }
    planned &+= 1
    if planned >> Self.orderBits != 0 { renumber() }
    let key = UInt64(truncatingIfNeeded: time) << Self.orderBits | planned
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

  /// Takes the next occurrence. O(1).
  @inline(__always)
  func pop() -> (time: Int, occurrence: Occurrence)? {
    guard first < end else { return nil }
    let next = entries[first]
    first &+= 1
    assert(first == end || entries[first].key > next.key, "what comes next is later, or was planned later")
    return (next.time, next.occurrence)
  }

  /// Orders of planning begin anew, for each time at 0. So their number is bounded by what falls on one time, and not by
  /// all that is planned.
  @inline(never)
  private func renumber() {
    var (time, order, greatest) = (-1, UInt64(0), UInt64(0))
    for place in first..<end {
      order = entries[place].time == time ? order + 1 : 0
      time = entries[place].time
      greatest = max(greatest, order)
      entries[place].key = UInt64(truncatingIfNeeded: time) << Self.orderBits | order
    }
    planned = greatest + 1
    precondition(planned >> Self.orderBits == 0, "at most 2^18 occurrences are planned for one time")
  }

  /// Moves the entries to the middle, in more memory if they fill more than half of it. O(n), and O(1) amortised.
  @inline(never)
  private func makeRoom() {
    let (old, count) = (entries, end - first)
    if 2 * count > capacity { capacity *= 2 }
    entries = .allocate(capacity: capacity)
    let middle = (capacity - count) / 2
    (entries + middle).update(from: old + first, count: count)
    (first, end) = (middle, middle + count)
    old.deallocate()
  }
}

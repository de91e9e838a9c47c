import RaftCore

/// What is going to happen in the world: nine bytes, so that the heap can hold it directly.
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
/// A binary heap in memory of its own: half of the time of an `Array` goes into asking whether it is shared. The memory
/// belongs to this object alone, and no pointer into it leaves a method.
final class EventQueue {
  /// Three words: the time with the order of planning in its low bits, and what happens.
  private struct Entry: BitwiseCopyable {
    var key: UInt64
    var occurrence: Occurrence

    @inline(__always) var time: Int { Int(truncatingIfNeeded: key >> EventQueue.orderBits) }
  }

  private static let orderBits: UInt64 = 22

  private var heap: UnsafeMutablePointer<Entry>
  private var capacity = 64
  private var count = 0
  private var planned: UInt64

  /// An empty queue.
  /// - Parameter planned: how many of the orders of planning are used up already: for tests.
  init(planned: UInt64 = 0) {
    heap = .allocate(capacity: 64)
    self.planned = planned
  }

  deinit { heap.deallocate() }

  /// Plans an occurrence. O(log n).
  func push(_ occurrence: Occurrence, at time: Int) {
    precondition(time >> 42 == 0, "a time of up to fifty days")
    if count == capacity { grow() }
    planned &+= 1
    if planned >> Self.orderBits != 0 { renumber() }
    let key = UInt64(truncatingIfNeeded: time) << Self.orderBits | planned
    var child = count
    count &+= 1
    while child > 0 {
      let parent = (child &- 1) >> 1
      guard key < heap[parent].key else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = Entry(key: key, occurrence: occurrence)
  }

  /// The time of the next occurrence.
  @inline(__always) var nextTime: Int? { count > 0 ? heap[0].time : nil }

  /// Takes the next occurrence. O(log n).
  @inline(__always)
  func pop() -> (time: Int, occurrence: Occurrence)? {
    guard count > 0 else { return nil }
    let first = heap[0]
    count &-= 1
    if count > 0 { refill(heap[count]) }
    assert(count == 0 || heap[0].key > first.key, "what comes next is later, or was planned later")
    return (first.time, first.occurrence)
  }

  /// Moves the hole at the top down to a leaf, and puts `entry` there or above.
  private func refill(_ entry: Entry) {
    var hole = 0
    var child = 1
    while child &+ 1 < count {
      child &+= heap[child &+ 1].key < heap[child].key ? 1 : 0
      heap[hole] = heap[child]
      hole = child
      child = 2 &* child &+ 1
    }
    if child < count {
      heap[hole] = heap[child]
      hole = child
    }
    while hole > 0 {
      let parent = (hole &- 1) >> 1
      guard entry.key < heap[parent].key else { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = entry
  }

  /// Numbers the orders of planning anew, from 0 for each time; a sorted array is a heap. So an order is limited by how
  /// many occurrences are planned for one time, and not by how many are planned in all.
  private func renumber() {
    var entries = UnsafeMutableBufferPointer(start: heap, count: count)
    entries.sort { $0.key < $1.key }
    var (time, order, greatest) = (-1, UInt64(0), UInt64(0))
    for index in entries.indices {
      order = entries[index].time == time ? order + 1 : 0
      time = entries[index].time
      greatest = max(greatest, order)
      entries[index].key = UInt64(truncatingIfNeeded: time) << Self.orderBits | order
    }
    planned = greatest + 1
    precondition(planned >> Self.orderBits == 0, "at most 2^22 occurrences are planned for one time")
  }

  private func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: 2 * capacity)
    larger.update(from: heap, count: count)
    heap.deallocate()
    heap = larger
    capacity *= 2
  }
}

import RaftCore

/// What is going to happen in the world: eight bytes, so that it can stand in the heap itself.
enum Occurrence: BitwiseCopyable {
  case delivery(slot: UInt32)
  case electionTimer(UInt8)
  case heartbeatTimer(UInt8)
  case crash
  case restart(UInt8)
  case partition
  case heal
  case clientWakes(UInt8)
  case clientTimer(UInt8)
  case requestArrives(client: UInt8, server: UInt8, slot: UInt32)
  case answerArrives(slot: UInt32)
}

/// What is going to happen, in the order of time; what falls on one time, in the order of its planning.
///
/// A binary heap in memory of its own: half of the time of an `Array` goes into asking whether it is shared.
final class EventQueue {
  private struct Entry: BitwiseCopyable {
    var time: Int
    var order: UInt64
    var occurrence: Occurrence

    func isBefore(_ other: Entry) -> Bool { time < other.time || (time == other.time && order < other.order) }
  }

  private var heap: UnsafeMutableBufferPointer<Entry>
  private var count = 0
  private var planned: UInt64 = 0

  init() { heap = .allocate(capacity: 64) }

  deinit { heap.deallocate() }

  /// Plans `occurrence`. O(log n).
  func push(_ occurrence: Occurrence, at time: Int) {
    if count == heap.count { grow() }
    planned += 1
    let entry = Entry(time: time, order: planned, occurrence: occurrence)
    var child = count
    count += 1
    while child > 0 {
      let parent = (child - 1) >> 1
      guard entry.isBefore(heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = entry
  }

  /// Removes the next occurrence. O(log n).
  func pop() -> (time: Int, occurrence: Occurrence)? {
    guard count > 0 else { return nil }
    let first = heap[0]
    count -= 1
    if count > 0 { siftDown(heap[count]) }
    return (first.time, first.occurrence)
  }

  private func siftDown(_ entry: Entry) {
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(entry) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = entry
  }

  private func grow() {
    let larger = UnsafeMutableBufferPointer<Entry>.allocate(capacity: 2 * heap.count)
    _ = larger.update(fromContentsOf: heap)
    heap.deallocate()
    heap = larger
  }
}

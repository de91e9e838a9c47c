import RaftCore

/// What is going to happen in the world: eight bytes, so that it can stand in the heap itself.
enum Occurrence: BitwiseCopyable {
  case delivery(slot: UInt32)
  case electionTimer(UInt8)
  case heartbeatTimer(UInt8)
  case crash
  case restart(UInt8)
  case host(HostOccurrence)
  case connection(ConnectionOccurrence)
  case partition
  case partitionChanges
  case clientWakes(UInt8)
  case clientTimer(UInt8)
  case requestArrives(client: UInt8, server: UInt8, slot: UInt32)
  case answerArrives(slot: UInt32)
  case syncEnds(UInt8, number: UInt32)
}

/// What is going to happen, in the order of time; what falls on one time, in the order of its planning.
///
/// A binary heap in memory of its own: half of the time of an `Array` goes into asking whether it is shared.
final class EventQueue {
  private struct Entry: BitwiseCopyable {
    /// The time in the upper half, the number of the planning in the lower: one comparison settles the order, without a
    /// branch.
    var key: UInt128
    var occurrence: Occurrence

    var time: Int { Int(truncatingIfNeeded: key >> 64) }
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
    let entry = Entry(key: UInt128(time) << 64 | UInt128(planned), occurrence: occurrence)
    var child = count
    count += 1
    while child > 0 {
      let parent = (child - 1) >> 1
      guard entry.key < heap[parent].key else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = entry
  }

  /// When the next occurrence is due; `nil` if nothing is planned. O(1).
  var nextTime: Int? { count > 0 ? heap[0].time : nil }

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
      if child + 1 < count { child += heap[child + 1].key < heap[child].key ? 1 : 0 }
      guard heap[child].key < entry.key else { break }
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

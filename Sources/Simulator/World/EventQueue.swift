import RaftCore

/// What is going to happen in the world.
enum Occurrence {
  case delivery(MessageSlot)
  case electionTimer(ServerID)
  case heartbeatTimer(ServerID)
  case crash
  case restart(ServerID)
  case partition
  case heal
  case clientWakes(Int)
  case requestArrives(client: Int, Command, ServerID)
  case answerArrives(client: Int, Answer)
  case clientTimer(Int)
}

/// What is going to happen, in the order of time; what falls on one time, in the order of its planning.
///
/// A heap of small keys into a slab: moving an occurrence of a hundred bytes through a heap would cost twice as much.
struct EventQueue {
  private struct Key {
    let time: Int
    /// The number of the planning above `slotBits`, the slot below: one comparison settles the order.
    let order: UInt64

    func isBefore(_ other: Key) -> Bool { time < other.time || (time == other.time && order < other.order) }
  }

  private static let slotBits: UInt64 = 24
  private var heap: [Key] = []
  private var slab: [Occurrence] = []
  private var free: [Int] = []
  private var planned: UInt64 = 0

  /// When the next occurrence is due.
  var nextTime: Int? { heap.first?.time }

  /// Plans `occurrence`. O(log n).
  mutating func push(_ occurrence: Occurrence, at time: Int) {
    let slot = store(occurrence)
    planned += 1
    heap.append(Key(time: time, order: planned << Self.slotBits | UInt64(slot)))
    siftUp()
  }

  /// Removes the next occurrence. O(log n).
  mutating func pop() -> (time: Int, occurrence: Occurrence)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    if !heap.isEmpty { siftDown(last) }
    let slot = Int(first.order & (1 << Self.slotBits - 1))
    free.append(slot)
    return (first.time, slab[slot])
  }

  private mutating func store(_ occurrence: Occurrence) -> Int {
    if let slot = free.popLast() {
      slab[slot] = occurrence
      return slot
    }
    slab.append(occurrence)
    precondition(slab.count < 1 << Self.slotBits, "more is planned than the queue can number")
    return slab.count - 1
  }

  private mutating func siftUp() {
    var child = heap.count - 1
    let key = heap[child]
    while child > 0 {
      let parent = (child - 1) / 2
      guard key.isBefore(heap[parent]) else { break }
      heap[child] = heap[parent]
      child = parent
    }
    heap[child] = key
  }

  private mutating func siftDown(_ key: Key) {
    var parent = 0
    let count = heap.count
    while true {
      var child = 2 * parent + 1
      guard child < count else { break }
      if child + 1 < count, heap[child + 1].isBefore(heap[child]) { child += 1 }
      guard heap[child].isBefore(key) else { break }
      heap[parent] = heap[child]
      parent = child
    }
    heap[parent] = key
  }
}

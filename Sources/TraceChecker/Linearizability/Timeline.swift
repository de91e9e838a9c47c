/// The invocations and completions of operations in one line. Of equal times the invocations come first: so what meets
/// is concurrent.
struct Timeline: Sendable {
  /// Twice the number of the operation, and one more where it ends.
  private(set) var events: [UInt32] = []
  private var returns: [UInt32]

  /// The place of an operation that never completes.
  static let never = Int(UInt32.max)

  /// O(n log n) at worst, O(n) if the operations end in the order in which they began. There may be up to 2^30
  /// operations.
  init<Model>(_ history: ClientHistory<Model>) {
    let calls = history.calls
    precondition(calls.count < 1 << 30)
    returns = [UInt32](repeating: .max, count: calls.count)
    let ends = Self.ends(
      calls.indices.lazy.compactMap { call in calls[call].returned.map { ($0, UInt32(call)) } }, most: calls.count)
    events.reserveCapacity(calls.count + ends.count)
    var next = 0
    for end in ends {
      while next < calls.count, calls[next].invoked <= end.time {
        events.append(UInt32(next) << 1)
        next += 1
      }
      returns[Int(end.call)] = UInt32(events.count)
      events.append(end.call << 1 | 1)
    }
    while next < calls.count {
      events.append(UInt32(next) << 1)
      next += 1
    }
  }

  private static func ends(_ unsorted: some Sequence<(Int, UInt32)>, most: Int) -> [(time: Int, call: UInt32)] {
    var ends: [(time: Int, call: UInt32)] = []
    ends.reserveCapacity(most)
    for (time, call) in unsorted { ends.append((time, call)) }
    ends.sort { $0.time != $1.time ? $0.time < $1.time : $0.call < $1.call }
    return ends
  }

  /// The operation that an event is about.
  @inline(__always)
  func call(at position: Int) -> Int { Int(events[position] >> 1) }

  /// Whether the operation ends there; otherwise it begins.
  @inline(__always)
  func isReturn(at position: Int) -> Bool { events[position] & 1 == 1 }

  /// Where an operation ends; `never` if it does not.
  func returnPosition(of call: Int) -> Int { Int(returns[call]) }

  /// How many operations began up to an event. O(n).
  func invocations(through position: Int) -> Int {
    events.prefix(position + 1).reduce(0) { $0 + Int(1 - $1 & 1) }
  }
}

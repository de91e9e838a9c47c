import RaftCore

/// Values that wait under a number, such as messages on their way: the event queue moves numbers instead of a hundred
/// bytes.
///
/// Numbers are used again, the one that became free last first, so that a run touches little memory.
final class Slab<Element: BitwiseCopyable> {
  private var elements: UnsafeMutableBufferPointer<Element>
  private var free: UnsafeMutableBufferPointer<UInt32>
  private var freeCount = 0
  private var count = 0

  init() {
    elements = .allocate(capacity: 64)
    free = .allocate(capacity: 64)
  }

  deinit {
    elements.deallocate()
    free.deallocate()
  }

  /// Keeps a value. O(1) amortised.
  func insert(_ element: Element) -> UInt32 {
    if freeCount > 0 {
      freeCount -= 1
      elements[Int(free[freeCount])] = element
      return free[freeCount]
    }
    if count == elements.count { grow() }
    elements[count] = element
    count += 1
    return UInt32(count - 1)
  }

  /// The value under `number`.
  subscript(number: UInt32) -> Element { elements[Int(number)] }

  /// Changes the value under `number`.
  func update(_ number: UInt32, _ change: (inout Element) -> Void) { change(&elements[Int(number)]) }

  /// Gives `number` free. Each number that `insert` returned is freed once.
  func remove(_ number: UInt32) {
    free[freeCount] = number
    freeCount += 1
  }

  private func grow() {
    let capacity = 2 * elements.count
    elements = Self.larger(elements, capacity)
    free = Self.larger(free, capacity)
  }

  private static func larger<T: BitwiseCopyable>(
    _ old: UnsafeMutableBufferPointer<T>, _ capacity: Int
  ) -> UnsafeMutableBufferPointer<T> {
    let new = UnsafeMutableBufferPointer<T>.allocate(capacity: capacity)
    _ = new.update(fromContentsOf: old)
    old.deallocate()
    return new
  }
}

/// A message on its way.
struct MessageInFlight: BitwiseCopyable {
  var message: Message
  var sentAt: Int
  /// The number of the message on its link.
  var number: Int
  /// Which of the copies it is.
  var copy: Copy
  /// Whether it waits in the memory of its receiver's host, which stands still: no partition loses it any more.
  var hasReachedHost = false
  /// Its channel and its call, where there are such.
  var passage: Channels.Passage

  /// A copy of a message.
  enum Copy: UInt8, BitwiseCopyable {
    /// The one that was sent.
    case original
    /// The same once more.
    case second
    /// The same once more, at a time at which it should long be forgotten.
    case late
  }
}

/// An answer on its way to a client.
struct AnswerInFlight: BitwiseCopyable {
  var answer: Answer
  var client: Int
}

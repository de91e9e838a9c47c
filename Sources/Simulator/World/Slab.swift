import RaftCore

/// Values that wait under a number, such as messages on their way: the event queue moves numbers instead of a hundred
/// bytes.
///
/// Numbers are used again, the one that became free last first, so that a run touches little memory.
///
/// Its memory moves when it grows: so an element is only lent to a closure, during which nothing may be inserted.
final class Slab<Element: BitwiseCopyable> {
  private var elements: UnsafeMutableBufferPointer<Element>
  private var free: UnsafeMutableBufferPointer<UInt32>
  private var freeCount = 0
  private var count = 0
  /// Whether a closure has an element in place: for debug builds.
  private var isLent = false

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
    assert(!isLent, "nothing is inserted while an element is lent")
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
  /// - Precondition: `insert` returned the number, and it was not removed since.
  subscript(number: UInt32) -> Element {
    check(number)
    return elements[Int(number)]
  }

  /// Changes the value under `number`, in place.
  /// - Precondition: as for reading it.
  func update(_ number: UInt32, _ change: (inout Element) -> Void) {
    check(number)
    setLent(true)
    change(&elements[Int(number)])
    setLent(false)
  }

  /// Gives `number` free. Each number that `insert` returned is freed once.
  /// - Precondition: as for reading it.
  func remove(_ number: UInt32) {
    check(number)
    assert(!isLent, "no element is removed while one is lent")
    free[freeCount] = number
    freeCount += 1
  }

  /// That memory is an element's: always. That the number is not free: in debug builds, as it costs O(free numbers).
  @inline(__always)
  private func check(_ number: UInt32) {
    precondition(Int(number) < count, "no value has this number")
    assert(!free[..<freeCount].contains(number), "the value under this number was removed")
  }

  @inline(__always)
  private func setLent(_ isLent: Bool) {
    assert(self.isLent != isLent, "one element is lent at a time")
    assert(
      {
        self.isLent = isLent; return true
      }())
  }

  private func grow() {
    assert(count == elements.count && freeCount == 0, "it grows only when it is full")
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

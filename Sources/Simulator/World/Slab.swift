import RaftCore
import TraceChecker

/// Values that wait under a number, such as messages on their way: the event queue moves numbers instead of a hundred
/// bytes.
///
/// Numbers are used again, the one that became free last first, so that a run touches little memory.
///
/// Its memory moves when it grows: while an element is changed in place, nothing may be inserted or removed.
final class Slab<Element> {
  private var elements: UnsafeMutablePointer<Element>
  private var free: UnsafeMutablePointer<UInt32>
  private var capacity = 64
  private var freeCount = 0
  private var count = 0
  /// Whether an element is being changed in place: for debug builds.
  private var isLent = false

  init() {
    elements = .allocate(capacity: 64)
    free = .allocate(capacity: 64)
  }

  deinit {
    let unused = Set(UnsafeBufferPointer(start: free, count: freeCount))
    for number in 0..<count where !unused.contains(UInt32(number)) { (elements + number).deinitialize(count: 1) }
    elements.deallocate()
    free.deallocate()
  }

  /// How many values wait.
  var used: Int { count - freeCount }

  /// Keeps a value. O(1) amortised.
  func insert(_ element: Element) -> UInt32 {
    assert(!isLent, "nothing is inserted while an element is lent")
    if freeCount > 0 {
      freeCount -= 1
      (elements + Int(free[freeCount])).initialize(to: element)
      return free[freeCount]
    }
    if count == capacity { grow() }
    (elements + count).initialize(to: element)
    count += 1
    return UInt32(count - 1)
  }

  /// The value under `number`.
  /// - Precondition: `insert` returned the number, and it was not removed since.
  @inline(__always) subscript(number: UInt32) -> Element {
    unsafeAddress {
      check(number)
      return UnsafePointer(elements + Int(number))
    }
    _modify {
      check(number)
      setLent(true)
      defer { setLent(false) }
      yield &elements[Int(number)]
    }
  }

  /// Removes the value under `number`. Each number that `insert` returned is removed once.
  /// - Precondition: as for reading it.
  func remove(_ number: UInt32) {
    check(number)
    assert(!isLent, "no element is removed while one is lent")
    (elements + Int(number)).deinitialize(count: 1)
    free[freeCount] = number
    freeCount += 1
  }

  /// That memory is an element's: always. That the number is not free: in debug builds, as it costs O(free numbers).
  @inline(__always)
  private func check(_ number: UInt32) {
    precondition(Int(number) < count, "no value has this number")
    assert(
      !UnsafeBufferPointer(start: free, count: freeCount).contains(number), "the value under this number was removed")
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
    assert(count == capacity && freeCount == 0, "it grows only when it is full")
    let (larger, moreFree) = (
      UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity),
      UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * capacity)
    )
    larger.moveInitialize(from: elements, count: count)
    elements.deallocate()
    free.deallocate()
    (elements, free, capacity) = (larger, moreFree, 2 * capacity)
  }
}

/// A message on its way.
struct MessageInFlight<Message: CoreMessage> {
  var message: Message
  /// The content hash.
  var hash: UInt64
  /// The step that sent it, and its place among what the step sent.
  var id: MessageID
  var sentAt: Int
  /// The number of the message on its link.
  var number: Int
  /// Which of the copies it is.
  var copy: MessageCopy
  /// Whether it waits in the memory of its receiver's host, which stands still: no partition loses it any more.
  var hasReachedHost = false
  /// Its channel and its call, where there are such.
  var passage: Channels.Passage
}

/// Which of the copies of a message it is.
enum MessageCopy: UInt8, BitwiseCopyable {
  /// The one that was sent.
  case original
  /// The same once more.
  case second
  /// The same once more, at a time at which it should long be forgotten.
  case late

  /// The number of the copy in a trace: a message has at most one beside the original.
  @inline(__always) var number: Int { self == .original ? 0 : 1 }
}

/// An answer on its way to a client.
struct AnswerInFlight: BitwiseCopyable {
  var answer: Answer
  var client: Int
}

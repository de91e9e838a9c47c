/// Values that wait under a number, such as messages on their way: the event queue moves numbers instead of a hundred
/// bytes.
///
/// Numbers are used again, the one that became free last first, so that a run touches little memory.
///
/// It has one owner and cannot be copied. Its memory moves when it grows: the compiler ensures that nothing is inserted
/// or removed while an element is read or changed in place.
struct Slab<Element>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  private var free: UnsafeMutablePointer<UInt32>
  private var capacity = 64
  private var freeCount = 0
  private var count = 0

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
  mutating func insert(_ element: Element) -> UInt32 {
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
  subscript(number: UInt32) -> Element {
    @inline(__always)
    unsafeAddress { UnsafePointer(address(of: number)) }
    @inline(__always)
    unsafeMutableAddress { address(of: number) }
  }

  /// Removes the value under `number`. Each number that `insert` returned is removed once.
  /// - Precondition: as for reading it.
  mutating func remove(_ number: UInt32) {
    address(of: number).deinitialize(count: 1)
    free[freeCount] = number
    freeCount += 1
  }

  /// The memory of an element. Checks always that the number is one in use or free, and in debug builds, as it costs
  /// O(free numbers), that it is not free.
  @inline(__always)
  private func address(of number: UInt32) -> UnsafeMutablePointer<Element> {
    precondition(Int(number) < count, "no value has this number")
    assert(
      !UnsafeBufferPointer(start: free, count: freeCount).contains(number), "the value under this number was removed")
    return elements + Int(number)
  }

  private mutating func grow() {
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

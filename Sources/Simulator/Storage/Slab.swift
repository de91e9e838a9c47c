/// Values that wait under a number, such as messages on their way: the event queue moves numbers instead of a hundred
/// bytes.
///
/// Numbers are used again, the one that became free last first, so that a run touches little memory.
///
/// It has one owner and cannot be copied. Its memory moves when it grows: the compiler ensures that nothing is inserted
/// or removed while an element is read or changed in place.
struct Slab<Element: ~Copyable>: ~Copyable {
  private var elements: UnsafeMutablePointer<Element>
  /// By number: the number that became free before it, or `none`; `inUse` if it is not free.
  private var next: UnsafeMutablePointer<UInt32>
  /// The number that became free last, or `none`.
  private var free = none
  private var capacity = 64
  private var count = 0

  private static var inUse: UInt32 { .max }
  private static var none: UInt32 { .max - 1 }

  init() {
    elements = .allocate(capacity: 64)
    next = .allocate(capacity: 64)
  }

  deinit {
    for number in 0..<count where next[number] == Self.inUse { (elements + number).deinitialize(count: 1) }
    elements.deallocate()
    next.deallocate()
  }

  /// Keeps a value. O(1) amortized.
  @inline(__always)
  mutating func insert(_ element: consuming Element) -> UInt32 {
    let number = takeNumber()
    (elements + Int(number)).initialize(to: element)
    next[Int(number)] = Self.inUse
    return number
  }

  private mutating func takeNumber() -> UInt32 {
    if free != Self.none {
      let number = free
      free = next[Int(number)]
      return number
    }
    if count == capacity { grow() }
    count += 1
    return UInt32(count - 1)
  }

  /// The value under `number`.
  /// - Precondition: `insert` returned the number, and it has not been removed since. The latter is checked only in
  ///   debug builds: whoever reads a value calls `check` first.
  subscript(number: UInt32) -> Element {
    @inline(__always)
    unsafeAddress { UnsafePointer(address(of: number)) }
    @inline(__always)
    unsafeMutableAddress { address(of: number) }
  }

  /// Stops the program if no value has this number. O(1).
  @inline(__always)
  func check(_ number: UInt32) {
    precondition(Int(number) < count && next[Int(number)] == Self.inUse, "no value has this number")
  }

  /// Removes the value under `number`. Each number that `insert` returned is removed once.
  /// - Precondition: as for reading it.
  mutating func remove(_ number: UInt32) {
    check(number)
    address(of: number).deinitialize(count: 1)
    next[Int(number)] = free
    free = number
  }

  @inline(__always)
  private func address(of number: UInt32) -> UnsafeMutablePointer<Element> {
    precondition(Int(number) < count, "no value has ever had this number")
    assert(next[Int(number)] == Self.inUse, "no value has this number any more")
    return elements + Int(number)
  }

  private mutating func grow() {
    assert(count == capacity && free == Self.none, "it grows only when it is full")
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: 2 * capacity)
    let moreNext = UnsafeMutablePointer<UInt32>.allocate(capacity: 2 * capacity)
    larger.moveInitialize(from: elements, count: count)
    moreNext.update(from: next, count: count)
    elements.deallocate()
    next.deallocate()
    (elements, next, capacity) = (larger, moreNext, 2 * capacity)
  }
}

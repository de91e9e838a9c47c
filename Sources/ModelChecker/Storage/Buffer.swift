/// A growing list in memory of its own: an `Array` asks at every change whether it is shared.
struct Buffer<Element: BitwiseCopyable>: ~Copyable {
  private var base: UnsafeMutablePointer<Element>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 16) {
    self.capacity = capacity
    base = .allocate(capacity: capacity)
  }

  init(repeating element: Element, count: Int) {
    self.init(capacity: count)
    base.initialize(repeating: element, count: count)
    self.count = count
  }

  deinit { base.deallocate() }

  /// The memory itself, good until the next change.
  var elements: UnsafeMutableBufferPointer<Element> { UnsafeMutableBufferPointer(start: base, count: count) }

  /// The memory that it takes, in bytes.
  var memory: Int { capacity * MemoryLayout<Element>.stride }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      return base[index]
    }
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: count))
      base[index] = newValue
    }
  }

  /// O(1) amortized.
  @inline(__always)
  mutating func append(_ element: Element) {
    if count == capacity { reserve(count + 1) }
    (base + count).initialize(to: element)
    count += 1
  }

  /// O(length of `others`).
  mutating func append(contentsOf others: UnsafeBufferPointer<Element>) {
    extend(by: others.count).initialize(from: others.baseAddress ?? UnsafePointer(base), count: others.count)
  }

  /// Makes room for `number` more, which the caller has to fill in.
  mutating func extend(by number: Int) -> UnsafeMutablePointer<Element> {
    reserve(count + number)
    defer { count += number }
    return base + count
  }

  /// Makes sure that `number` elements have room.
  @inline(__always)
  mutating func reserve(_ number: Int) {
    if number > capacity { grow(to: max(number, 2 * capacity)) }
  }

  /// Shortens it; what is left of its memory is used again.
  @inline(__always)
  mutating func removeAll(from newCount: Int = 0) {
    precondition(newCount >= 0 && newCount <= count)
    count = newCount
  }

  @inline(never)
  private mutating func grow(to newCapacity: Int) {
    let larger = UnsafeMutablePointer<Element>.allocate(capacity: newCapacity)
    larger.initialize(from: base, count: count)
    base.deallocate()
    base = larger
    capacity = newCapacity
  }
}

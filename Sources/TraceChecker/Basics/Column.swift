/// A growing list of plain values whose memory can be read without counting references: threads that read it together
/// do not wait for each other. Otherwise it is a value like an array, copied where a shared one is changed.
package struct Column<Element: BitwiseCopyable & Sendable>: Sendable {
  /// The memory. It is unchecked because the compiler cannot see that only the one owner of a memory changes it: a
  /// column that shares its memory moves to a new one first.
  @usableFromInline
  final class Memory: @unchecked Sendable {
    @usableFromInline let base: UnsafeMutablePointer<Element>
    @usableFromInline let capacity: Int

    @inlinable
    init(capacity: Int) {
      self.capacity = capacity
      base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }
  }

  @usableFromInline var memory: Memory
  @usableFromInline var length = 0

  /// The number of elements.
  @inlinable package var count: Int { length }

  /// No elements.
  @inlinable package init() { memory = Memory(capacity: 16) }

  /// `count` equal elements.
  @inlinable
  package init(repeating element: Element, count: Int) {
    memory = Memory(capacity: max(1, count))
    memory.base.initialize(repeating: element, count: count)
    length = count
  }

  /// The memory that it takes, in bytes.
  @inlinable package var bytes: Int { memory.capacity * MemoryLayout<Element>.stride }

  /// The elements. The pointer is good as long as this column lives and is not changed: who keeps one keeps the column
  /// too, and asks again after every change.
  @inlinable package var view: UnsafePointer<Element> { UnsafePointer(memory.base) }

  /// The element at `index`.
  @inlinable
  package subscript(index: Int) -> Element {
    get {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: length), "index out of range")
      return memory.base[index]
    }
    set {
      precondition(UInt(bitPattern: index) < UInt(bitPattern: length), "index out of range")
      if !isKnownUniquelyReferenced(&memory) { move(to: memory.capacity) }
      memory.base[index] = newValue
    }
  }

  /// O(1) amortised.
  @inlinable
  package mutating func append(_ element: Element) {
    if length == memory.capacity || !isKnownUniquelyReferenced(&memory) { move(to: max(16, 2 * length)) }
    (memory.base + length).initialize(to: element)
    length += 1
  }

  /// O(number of elements) amortised.
  @inlinable
  package mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  @usableFromInline
  @inline(never)
  mutating func move(to capacity: Int) {
    assert(capacity >= length, "a memory of \(capacity) for \(length) elements")
    let new = Memory(capacity: capacity)
    new.base.initialize(from: memory.base, count: length)
    memory = new
  }
}

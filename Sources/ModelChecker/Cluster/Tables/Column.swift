/// A growing list of plain values, whose memory can be read without a count of references while nobody changes it: what
/// threads read together must not make them wait for each other. Else a value like an array.
struct Column<Element: BitwiseCopyable & Sendable>: Sendable {
  /// Memory, counted.
  private final class Memory: @unchecked Sendable {
    let base: UnsafeMutablePointer<Element>
    let capacity: Int

    init(capacity: Int) {
      self.capacity = capacity
      base = .allocate(capacity: capacity)
    }

    deinit { base.deallocate() }
  }

  private var memory = Memory(capacity: 16)
  private(set) var count = 0

  init() {}

  init(repeating element: Element, count: Int) {
    memory = Memory(capacity: max(1, count))
    memory.base.initialize(repeating: element, count: count)
    self.count = count
  }

  /// The memory that it takes, in bytes.
  var bytes: Int { memory.capacity * MemoryLayout<Element>.stride }

  /// The elements, as long as this column lives and is not changed.
  var view: UnsafePointer<Element> { UnsafePointer(memory.base) }

  subscript(index: Int) -> Element {
    get {
      precondition(index >= 0 && index < count, "\(index) of \(count)")
      return memory.base[index]
    }
    set {
      precondition(index >= 0 && index < count, "\(index) of \(count)")
      if !isKnownUniquelyReferenced(&memory) { move(to: memory.capacity) }
      memory.base[index] = newValue
    }
  }

  /// O(1) amortised.
  mutating func append(_ element: Element) {
    if count == memory.capacity || !isKnownUniquelyReferenced(&memory) { move(to: max(16, 2 * count)) }
    (memory.base + count).initialize(to: element)
    count += 1
  }

  mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  private mutating func move(to capacity: Int) {
    let new = Memory(capacity: capacity)
    new.base.initialize(from: memory.base, count: count)
    memory = new
  }
}

import TraceChecker

/// Tuples of numbers that were met, by number.
struct TupleTable: Sendable {
  private let width: Int
  /// The tuples, one after the other.
  private var parts = InPlaceArray<UInt32>()
  private var numbers = ProbeTable<NumberSlot<UInt32>>()

  /// No tuples, which have `width` numbers each.
  init(width: Int) { self.width = width }

  /// The number of tuples.
  var count: Int { numbers.count }

  /// The memory, in bytes.
  var memory: Int { parts.bytes + numbers.bytes }

  /// The numbers of a tuple.
  subscript(number: UInt32) -> [UInt32] { (0..<width).map { parts[Int(number) * width + $0] } }

  /// The table to be read, as long as it is not changed.
  struct View: BitwiseCopyable {
    fileprivate let parts: UnsafePointer<UInt32>
    fileprivate let numbers: ProbeTable<NumberSlot<UInt32>>.View
    fileprivate let width: Int

    /// The number of a tuple, or `nil`.
    @inline(__always)
    func find(_ tuple: UnsafePointer<UInt32>) -> UInt32? {
      let slot = numbers[place(of: tuple)]
      return slot.isVacant ? nil : slot.number
    }

    @inline(__always)
    fileprivate func place(of tuple: UnsafePointer<UInt32>) -> Int {
      numbers.place(hash(tuple)) { isTuple(Int($0.number), tuple) }
    }

    @inline(__always)
    fileprivate func hash(_ tuple: UnsafePointer<UInt32>) -> UInt64 {
      var hash: UInt64 = 0
      for offset in 0..<width { hash = fold(hash, UInt64(tuple[offset])) }
      return hash ^ hash >> 32
    }

    @inline(__always)
    private func isTuple(_ number: Int, _ tuple: UnsafePointer<UInt32>) -> Bool {
      for offset in 0..<width where parts[number &* width &+ offset] != tuple[offset] { return false }
      return true
    }
  }

  var view: View { View(parts: parts.view, numbers: numbers.view, width: width) }

  /// Adds a tuple, unless it is there.
  mutating func insert(_ tuple: [UInt32]) {
    precondition(tuple.count == width, "a tuple of \(tuple.count) numbers in a table of \(width)")
    tuple.withUnsafeBufferPointer { tuple in
      guard let base = tuple.baseAddress, view.find(base) == nil else { return }
      let view = view
      numbers.makeRoom { view.hash(view.parts + Int($0.number) * view.width) }
      let place = self.view.place(of: base)
      numbers.insert(NumberSlot(UInt32(count)), at: place)
      parts.append(contentsOf: tuple)
    }
  }
}

import TraceChecker

/// Tuples of numbers that were met, by number.
struct TupleTable: Sendable {
  fileprivate static let vacant = UInt32.max
  private let width: Int
  /// The tuples, one behind the other.
  private var parts = Column<UInt32>()
  private var places = Column(repeating: TupleTable.vacant, count: 64)
  private(set) var count = 0

  /// No tuples, which have `width` numbers each.
  init(width: Int) { self.width = width }

  /// The memory, in bytes.
  var memory: Int { parts.bytes + places.bytes }

  /// The numbers of a tuple.
  subscript(number: UInt32) -> [UInt32] { (0..<width).map { parts[Int(number) * width + $0] } }

  /// The table to be read, as long as it is not changed.
  struct View: BitwiseCopyable {
    fileprivate let parts: UnsafePointer<UInt32>
    fileprivate let places: UnsafePointer<UInt32>
    fileprivate let mask: Int
    fileprivate let width: Int

    /// The number of a tuple, or `nil`.
    @inline(__always)
    func find(_ tuple: UnsafePointer<UInt32>) -> UInt32? {
      let number = places[place(of: tuple)]
      return number == TupleTable.vacant ? nil : number
    }

    @inline(__always)
    fileprivate func place(of tuple: UnsafePointer<UInt32>) -> Int {
      var hash: UInt64 = 0
      for offset in 0..<width { hash = fold(hash, UInt64(tuple[offset])) }
      var place = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
      while places[place] != TupleTable.vacant, !isTuple(Int(places[place]), tuple) { place = (place &+ 1) & mask }
      return place
    }

    @inline(__always)
    private func isTuple(_ number: Int, _ tuple: UnsafePointer<UInt32>) -> Bool {
      for offset in 0..<width where parts[number &* width &+ offset] != tuple[offset] { return false }
      return true
    }
  }

  var view: View { View(parts: parts.view, places: places.view, mask: places.count - 1, width: width) }

  /// Adds a tuple, unless it is there.
  mutating func insert(_ tuple: [UInt32]) {
    tuple.withUnsafeBufferPointer { numbers in
      guard let base = numbers.baseAddress, view.find(base) == nil else { return }
      if 2 * (count + 1) >= places.count { grow() }
      let place = view.place(of: base)
      parts.append(contentsOf: numbers)
      places[place] = UInt32(count)
      count += 1
    }
  }

  private mutating func grow() {
    places = Column(repeating: Self.vacant, count: 2 * places.count)
    for number in 0..<count { places[view.place(of: parts.view + number * width)] = UInt32(number) }
  }
}

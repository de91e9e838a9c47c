/// A place in a `ProbeTable`: it is vacant, or holds a value.
public protocol TableSlot: BitwiseCopyable, Sendable {
  /// A place that holds nothing.
  static var vacant: Self { get }
  /// Whether it holds nothing.
  var isVacant: Bool { get }
}

/// The storage of the slots of a `PlacedTable`.
public protocol TablePlaces<Element>: ~Copyable {
  /// What is in a place.
  associatedtype Element: TableSlot
  /// `count` places with `element` in each.
  init(repeating element: Element, count: Int)
  /// The number of places.
  var count: Int { get }
  /// The memory in bytes.
  var bytes: Int { get }
  /// The places, for reading; valid as long as they live and are not changed.
  var view: UnsafePointer<Element> { get }
  /// The place at `index`.
  subscript(index: Int) -> Element { get set }
}

extension InPlaceArray: TablePlaces where Element: TableSlot {}
extension Row: TablePlaces where Element: TableSlot {}

/// A hash table that is a value: changing a copy copies the places.
public typealias ProbeTable<Slot: TableSlot> = PlacedTable<InPlaceArray<Slot>>
/// A hash table that has one owner: changes do not check whether the places are shared.
public typealias OwnedProbeTable<Slot: TableSlot> = PlacedTable<Row<Slot>>

/// A hash table with open addressing and linear probing, over a power of two of places. What is compared and hashed,
/// its owner says at each call: keys can be in the slots or elsewhere.
///
/// O(1) to find, insert and remove, on average and where hashes are spread. Never more than `fullness` quarters full.
///
/// For the libraries of this package: it is public only so that the compiler specializes it in each of them.
public struct PlacedTable<Places: TablePlaces & ~Copyable>: ~Copyable {
  /// What is in a place.
  public typealias Slot = Places.Element

  @usableFromInline var slots: Places
  @usableFromInline var used = 0
  @usableFromInline let fullness: Int

  /// A table without values.
  /// - Parameters:
  ///   - places: a power of two.
  ///   - fullness: the quarters of the places that may hold a value, `1 ... 3`.
  @inlinable
  public init(places: Int = 64, fullness: Int = 2) {
    precondition(places > 1 && places.nonzeroBitCount == 1 && (1...3).contains(fullness), "\(places) places")
    slots = Places(repeating: .vacant, count: places)
    self.fullness = fullness
  }

  @inlinable
  init(_ slots: consuming Places, used: Int, fullness: Int) {
    self.slots = slots
    self.used = used
    self.fullness = fullness
  }

  /// The number of values.
  @inlinable public var count: Int { used }

  /// The memory that it takes, in bytes.
  @inlinable public var bytes: Int { slots.bytes }

  /// Whether the next value makes it grow: for that moment both tables are in memory.
  @inlinable public var isFull: Bool { (used &+ 1) &* 4 > slots.count &* fullness }

  /// A table to be read, as long as the table that it is of lives and is not changed.
  public struct View: BitwiseCopyable {
    @usableFromInline let slots: UnsafePointer<Slot>
    @usableFromInline let mask: Int

    @inlinable
    init(slots: UnsafePointer<Slot>, mask: Int) {
      self.slots = slots
      self.mask = mask
    }

    /// The first place, on the way from that of `hash`, whose value matches, or that is vacant. It ends because some
    /// place is always vacant.
    @inlinable @inline(__always)
    public func place(_ hash: UInt64, where matches: (Slot) -> Bool) -> Int {
      var place = Int(truncatingIfNeeded: hash) & mask
      while !slots[place].isVacant, !matches(slots[place]) { place = (place &+ 1) & mask }
      return place
    }

    /// What is at a place that `place(_:where:)` returned.
    @inlinable @inline(__always)
    public subscript(place: Int) -> Slot { slots[place] }
  }

  /// The table to be read.
  @inlinable @inline(__always)
  public var view: View { View(slots: slots.view, mask: slots.count &- 1) }

  /// The first place, on the way from that of `hash`, whose value matches, or that is vacant.
  @inlinable @inline(__always)
  public func place(_ hash: UInt64, where matches: (Slot) -> Bool) -> Int { view.place(hash, where: matches) }

  /// What is at a place.
  @inlinable @inline(__always)
  public subscript(place: Int) -> Slot { slots[place] }

  /// Makes room for one more value. Places found before are not valid any more if it grows. O(1) amortized.
  @inlinable @inline(__always)
  public mutating func makeRoom(_ hash: (Slot) -> UInt64) {
    if isFull { grow(hash) }
  }

  /// Puts a value at a vacant place. There must be room.
  @inlinable @inline(__always)
  public mutating func insert(_ slot: Slot, at place: Int) {
    assert(slots[place].isVacant && !slot.isVacant && !isFull, "a value goes to a vacant place, and there is room")
    // A table without a vacant place would be searched forever.
    precondition(used &+ 1 < slots.count, "a place must stay vacant: makeRoom comes first")
    slots[place] = slot
    used &+= 1
  }

  /// Changes the value at a place, but not its hash.
  @inlinable @inline(__always)
  public mutating func replace(_ place: Int, by slot: Slot) {
    assert(!slots[place].isVacant && !slot.isVacant, "a value replaces another")
    slots[place] = slot
  }

  /// Empties a place, and moves up the values after it that would not be found any more.
  @inlinable
  public mutating func remove(at place: Int, _ hash: (Slot) -> UInt64) {
    assert(!slots[place].isVacant, "a value is removed")
    let mask = slots.count &- 1
    var hole = place
    var index = (place &+ 1) & mask
    while !slots[index].isVacant {
      let distance = (index &- Int(truncatingIfNeeded: hash(slots[index]))) & mask
      if distance >= (index &- hole) & mask {
        slots[hole] = slots[index]
        hole = index
      }
      index = (index &+ 1) & mask
    }
    slots[hole] = .vacant
    used &-= 1
  }

  @inlinable
  mutating func grow(_ hash: (Slot) -> UInt64) {
    var old = Places(repeating: .vacant, count: 2 * slots.count)
    swap(&old, &slots)
    for index in 0..<old.count where !old[index].isVacant {
      slots[place(hash(old[index])) { _ in false }] = old[index]
    }
  }

  /// Stops a debug build where a value is not found from its hash, or the count is wrong. O(places).
  public func checkInvariants(_ hash: (Slot) -> UInt64) {
    var values = 0
    let mask = slots.count - 1
    for index in 0..<slots.count where !slots[index].isVacant {
      values += 1
      var place = Int(truncatingIfNeeded: hash(slots[index])) & mask
      while place != index {
        assert(!slots[place].isVacant, "the value at \(index) is not found")
        place = (place + 1) & mask
      }
    }
    assert(values == used && 4 * used <= slots.count * fullness, "\(values) values, \(used) counted")
  }
}

extension PlacedTable: Copyable where Places: Copyable {}
extension PlacedTable: Sendable where Places: Sendable & ~Copyable {}

extension PlacedTable where Places: ~Copyable {
  /// An independent table with the same values. O(places).
  @inlinable
  public func copied<Element>() -> OwnedProbeTable<Element> where Places == Row<Element> {
    OwnedProbeTable(slots.copied(), used: used, fullness: fullness)
  }
}

/// A slot that holds the number of something that is kept elsewhere; any number but the largest.
public struct NumberSlot<Number: FixedWidthInteger & BitwiseCopyable & Sendable>: TableSlot {
  /// The number in the slot.
  public let number: Number

  /// A slot with a number.
  @inlinable public init(_ number: Number) { self.number = number }

  /// A slot without a number.
  @inlinable public static var vacant: Self { Self(.max) }
  /// Whether there is none.
  @inlinable @inline(__always) public var isVacant: Bool { number == .max }
}

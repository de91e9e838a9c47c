/// A set of slots: each operation has one while it is open.
protocol SlotSet: Hashable, Sendable {
  /// The empty set, with room for slots below `width`.
  init(width: Int)
  var isEmpty: Bool { get }
  func contains(_ slot: Int) -> Bool
  mutating func insert(_ slot: Int)
  mutating func remove(_ slot: Int)
  func subtracting(_ other: Self) -> Self
  /// Removes the lowest slot.
  mutating func popFirst() -> Int?
}

/// Up to 64 slots: all that most histories need.
struct NarrowSlots: SlotSet, BitwiseCopyable {
  private(set) var bits: UInt64 = 0

  static let widest = 64

  init(width: Int) {}

  private init(bits: UInt64) { self.bits = bits }

  var isEmpty: Bool { bits == 0 }

  @inline(__always)
  func contains(_ slot: Int) -> Bool { bits &>> UInt64(slot) & 1 == 1 }

  @inline(__always)
  mutating func insert(_ slot: Int) { bits |= 1 &<< UInt64(slot) }

  @inline(__always)
  mutating func remove(_ slot: Int) { bits &= ~(1 &<< UInt64(slot)) }

  @inline(__always)
  func subtracting(_ other: Self) -> Self { Self(bits: bits & ~other.bits) }

  @inline(__always)
  mutating func popFirst() -> Int? {
    guard bits != 0 else { return nil }
    defer { bits &= bits &- 1 }
    return bits.trailingZeroBitCount
  }
}

/// Any number of slots, for histories in which many operations never complete.
struct WideSlots: SlotSet {
  private var words: [UInt64]

  init(width: Int) { words = [UInt64](repeating: 0, count: (width + 63) / 64) }

  var isEmpty: Bool { words.allSatisfy { $0 == 0 } }

  func contains(_ slot: Int) -> Bool { words[slot >> 6] >> UInt64(slot & 63) & 1 == 1 }

  mutating func insert(_ slot: Int) { words[slot >> 6] |= 1 << UInt64(slot & 63) }

  mutating func remove(_ slot: Int) { words[slot >> 6] &= ~(1 << UInt64(slot & 63)) }

  func subtracting(_ other: Self) -> Self {
    var rest = self
    for index in words.indices { rest.words[index] &= ~other.words[index] }
    return rest
  }

  mutating func popFirst() -> Int? {
    guard let index = words.firstIndex(where: { $0 != 0 }) else { return nil }
    let bit = words[index].trailingZeroBitCount
    words[index] &= words[index] - 1
    return index << 6 | bit
  }
}

/// Gives each set of slots a word, equal for equal sets only.
///
/// The slots from `lasting` on are of operations that never complete. A set *covers* another if both have the same
/// slots below, and it has none above that the other lacks: with it everything is possible that is with the other.
protocol SlotNumbering: Sendable {
  associatedtype Slots: SlotSet
  init(lasting: Int)
  mutating func number(of slots: Slots) -> UInt64
  /// What the words have in common of all sets that could cover each other.
  func common(_ number: UInt64) -> UInt64
  func covers(_ one: UInt64, _ other: UInt64) -> Bool
  /// The memory that it takes, in bytes.
  var bytes: Int { get }
}

/// A narrow set is its own number.
struct NarrowNumbering: SlotNumbering {
  private let ending: UInt64

  init(lasting: Int) { ending = lasting >= NarrowSlots.widest ? .max : (1 << UInt64(lasting)) - 1 }

  @inline(__always)
  mutating func number(of slots: NarrowSlots) -> UInt64 { slots.bits }

  @inline(__always)
  func common(_ number: UInt64) -> UInt64 { number & ending }

  @inline(__always)
  func covers(_ one: UInt64, _ other: UInt64) -> Bool { (one ^ other) & ending | one & ~other == 0 }

  var bytes: Int { 0 }
}

/// Both parts of wide sets are numbered as they come.
struct WideNumbering: SlotNumbering {
  private let lasting: Int
  private var numbers: [WideSlots: UInt32] = [:]
  private var sets: [WideSlots] = []
  private(set) var bytes = 0

  init(lasting: Int) { self.lasting = lasting }

  mutating func number(of slots: WideSlots) -> UInt64 {
    let (below, above) = slots.parts(at: lasting)
    return UInt64(number(below)) << 32 | UInt64(number(above))
  }

  private mutating func number(_ set: WideSlots) -> UInt32 {
    let fresh = UInt32(sets.count)
    let number = numbers[set, default: fresh]
    if number == fresh {
      numbers[set] = fresh
      sets.append(set)
      bytes += set.bytes + 64
    }
    return number
  }

  func common(_ number: UInt64) -> UInt64 { number >> 32 }

  func covers(_ one: UInt64, _ other: UInt64) -> Bool {
    one >> 32 == other >> 32 && sets[Int(one & .low)].subtracting(sets[Int(other & .low)]).isEmpty
  }
}

extension UInt64 {
  fileprivate static var low: UInt64 { 0xFFFF_FFFF }
}

extension WideSlots {
  fileprivate var bytes: Int { words.count * 8 + 32 }

  /// The slots below a place, and the others.
  fileprivate func parts(at place: Int) -> (WideSlots, WideSlots) {
    var below = self
    for index in below.words.indices.dropFirst(place >> 6) {
      below.words[index] &= index == place >> 6 ? (1 << UInt64(place & 63)) - 1 : 0
    }
    return (below, subtracting(below))
  }
}

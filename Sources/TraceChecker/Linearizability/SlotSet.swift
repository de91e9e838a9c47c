/// A set of slots: each call has one while it is open.
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

/// Any number of slots, for histories in which many calls never end.
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
protocol SlotNumbering: Sendable {
  associatedtype Slots: SlotSet
  init()
  mutating func number(of slots: Slots) -> UInt64
  /// The memory that it takes, in bytes.
  var bytes: Int { get }
}

/// A narrow set is its own number.
struct NarrowNumbering: SlotNumbering {
  init() {}

  @inline(__always)
  mutating func number(of slots: NarrowSlots) -> UInt64 { slots.bits }

  var bytes: Int { 0 }
}

/// Wide sets are numbered as they come.
struct WideNumbering: SlotNumbering {
  private var numbers: [WideSlots: UInt64] = [:]
  private(set) var bytes = 0

  init() {}

  mutating func number(of slots: WideSlots) -> UInt64 {
    let fresh = UInt64(numbers.count)
    let number = numbers[slots, default: fresh]
    if number == fresh {
      numbers[slots] = fresh
      bytes += slots.bytes + 64
    }
    return number
  }
}

extension WideSlots {
  fileprivate var bytes: Int { words.count * 8 + 32 }
}

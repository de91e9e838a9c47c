/// Cuts numbers to fewer bits, and knows afterwards whether all of them fitted.
struct Narrowing {
  /// The bits of all the numbers together: of these, the lowest 32 are kept.
  private var bits = 0

  /// Whether each number is still the same.
  @inline(__always) var isExact: Bool { UInt(bitPattern: bits) >> 32 == 0 }

  /// The lowest 32 bits of a number.
  @inline(__always)
  mutating func word(_ number: Int) -> UInt32 {
    bits |= number
    return UInt32(truncatingIfNeeded: number)
  }

  /// The lowest 16 bits of a number.
  @inline(__always)
  mutating func halfword(_ number: Int) -> UInt16 {
    bits |= number & ~0xffff == 0 ? 0 : ~0
    return UInt16(truncatingIfNeeded: number)
  }

  /// Records that something else than a number does not fit.
  @inline(__always)
  mutating func fail() { bits = ~0 }
}

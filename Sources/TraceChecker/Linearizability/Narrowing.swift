/// Truncates numbers to fewer bits, and records whether all of them fitted.
struct Narrowing {
  /// The bitwise OR of all numbers: all of them fitted if it has no bit above the lowest 32.
  private var bits = 0

  /// Whether every number fitted.
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

  /// Records that something other than a number does not fit.
  @inline(__always)
  mutating func fail() { bits = ~0 }
}

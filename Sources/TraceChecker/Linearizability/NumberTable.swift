/// Values by number, for numbers that count from 0 with gaps: they are in an array, and those of numbers far beyond the
/// count of values in a dictionary.
struct NumberTable<Value: Sendable>: Sendable {
  private var dense: [Value?] = []
  private var sparse: [UInt64: Value] = [:]
  /// How many places of the array have a value.
  private var used = 0

  /// Changes the value of a number in place, or `initial` if it has none yet. O(1) amortized.
  /// - Returns: what `body` returns.
  @inline(__always)
  mutating func change<Result>(_ number: UInt64, from initial: Value, _ body: (inout Value) -> Result) -> Result {
    // The value is taken out of the table: a list that is still in the table would be copied when it is changed.
    if number < UInt64(dense.count), var value = dense[Int(number)].take() {
      defer { dense[Int(number)] = value }
      return body(&value)
    }
    var value = sparse.removeValue(forKey: number) ?? initial
    defer { self[number] = value }
    return body(&value)
  }

  /// The value of a number. O(1), amortized where one is set.
  subscript(number: UInt64) -> Value? {
    get {
      if number < UInt64(dense.count), let value = dense[Int(number)] { return value }
      return sparse.isEmpty ? nil : sparse[number]
    }
    set {
      if number >= UInt64(dense.count) {
        // A few places for each value, so that a trace cannot make the array larger than its own length.
        guard number < UInt64(4 * used + 128) else { return sparse[number] = newValue }
        dense.append(contentsOf: repeatElement(nil, count: Int(number) + 1 - dense.count))
      }
      used += (newValue == nil ? 0 : 1) - (dense[Int(number)] == nil ? 0 : 1)
      dense[Int(number)] = newValue
      if !sparse.isEmpty { sparse[number] = nil }
    }
  }
}

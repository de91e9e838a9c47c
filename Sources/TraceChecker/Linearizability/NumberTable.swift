/// Values by number, for numbers that mostly count from 0: those stand in an array, and what is far beyond in a dictionary.
struct NumberTable<Value: Sendable>: Sendable {
  private var dense: [Value?] = []
  private var sparse: [UInt64: Value] = [:]

  /// The value of a number. O(1), amortised where one is set.
  subscript(number: UInt64) -> Value? {
    get {
      if number < UInt64(dense.count), let value = dense[Int(number)] { return value }
      return sparse.isEmpty ? nil : sparse[number]
    }
    set {
      if number >= UInt64(dense.count) {
        // Twice what there is: a trace cannot make it grow beyond its own length.
        guard number < UInt64(2 * dense.count + 64) else { return sparse[number] = newValue }
        dense.append(contentsOf: repeatElement(nil, count: Int(number) + 1 - dense.count))
      }
      dense[Int(number)] = newValue
      if !sparse.isEmpty { sparse[number] = nil }
    }
  }
}

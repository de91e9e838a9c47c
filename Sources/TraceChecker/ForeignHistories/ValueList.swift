/// Values of a history. Each has a place of four bytes; nil and small numbers, which are nearly all, take nothing else,
/// and equal values are kept once.
struct ValueList: Sendable {
  /// Where a value is.
  struct Place: Hashable, Sendable {
    /// Twice a small number, or one more than twice the index of another value.
    fileprivate let code: UInt32

    /// The place of nil.
    static let null = Place(code: .max)
    /// The place of a missing value.
    static let missing = Place(code: .max - 2)
  }

  /// The values that are neither nil nor small numbers.
  private var others = Interning()

  private static let numbers = 0...Int(UInt32.max / 2)

  /// The value at a place; `nil` for one that is missing.
  subscript(place: Place) -> PlainValue? {
    if place == .missing { return nil }
    if place == .null { return .null }
    let half = Int(place.code / 2)
    return place.code % 2 == 0 ? .number(half) : others.values[half]
  }

  /// Keeps a value. There may be up to 2^30 values other than nil and small numbers.
  mutating func place(for value: PlainValue?) -> Place {
    switch value {
    case nil: return .missing
    case .null: return .null
    case .number(let number) where Self.numbers.contains(number): return Place(code: UInt32(number) * 2)
    case let other?: return Place(code: UInt32(others.number(of: other)) * 2 + 1)
    }
  }
}

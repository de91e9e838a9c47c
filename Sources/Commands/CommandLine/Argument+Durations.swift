import Simulator

/// Durations.
extension Argument {
  /// The value, such as `500ms`, as microseconds in `range`. Throws for anything else, a number without unit included.
  func duration(in range: ClosedRange<Int> = 0 ... .max) throws(UsageError) -> Int {
    guard let value = VirtualDuration(text)?.microseconds, range.contains(value) else {
      let bounds =
        range == 0 ... .max ? "" : Self.bounds(range) { VirtualDuration(microseconds: $0).inLargestUnit }
      throw mustBe("a duration\(bounds), \(VirtualDuration.example)")
    }
    return value
  }
}

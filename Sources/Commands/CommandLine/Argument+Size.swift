/// Sizes of memory.
extension Argument {
  /// The value, such as `8G` or `512M`, in bytes. Throws for anything else, a number without unit included.
  func size() throws(UsageError) -> Int {
    let units: [(name: String, shift: Int)] = [("K", 10), ("M", 20), ("G", 30), ("T", 40)]
    for unit in units where text.hasSuffix(unit.name) {
      let digits = text.dropLast()
      guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let number = Int(digits), number > 0, number < 1 << 20
      else { break }
      return number << unit.shift
    }
    throw mustBe("a size such as 8G or 512M (units: K, M, G, T)")
  }
}

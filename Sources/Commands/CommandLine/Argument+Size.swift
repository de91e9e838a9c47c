/// Sizes of memory.
extension Argument {
  /// The value, such as `8G` or `512M`, in bytes. Throws for anything else, a number without unit included.
  func size() throws(UsageError) -> Int {
    let most = (1 << 20) - 1
    let units: [(name: String, shift: Int)] = [("K", 10), ("M", 20), ("G", 30), ("T", 40)]
    for unit in units where text.hasSuffix(unit.name) {
      let digits = text.dropLast()
      guard digits.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
        let number = Int(digits), (1...most).contains(number)
      else { break }
      return number << unit.shift
    }
    throw mustBe("a size such as 8G or 512M, from 1K to \(most)T (units: K, M, G, T; each up to \(most))")
  }
}

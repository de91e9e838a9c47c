/// Finds what a mistyped word was meant to be.
enum Spelling {
  /// The candidate with the fewest typing errors in `word`, if these are at most a third of the longer one's letters.
  /// The first of several.
  static func nearest(to word: String, among candidates: [String]) -> String? {
    // Such a name is hardly a typing error, and the search takes time in proportion to its length.
    guard word.utf8.count <= 64 else { return nil }
    let typed = letters(word)
    let near = candidates.map { (name: $0, letters: letters($0)) }
      .map { (name: $0.name, errors: distance(typed, $0.letters), limit: max(typed.count, $0.letters.count) / 3) }
      .filter { $0.errors <= $0.limit }
    return near.min { $0.errors < $1.errors }?.name
  }

  /// How many letters have to be inserted, removed, replaced or swapped with the next one to get from `a` to `b`
  /// (Damerau-Levenshtein, no letter being touched twice).
  static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        let replaced = last[j] + (a[i] == b[j] ? 0 : 1)
        let isSwap = i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j]
        let swapped = isSwap ? beforeLast[j - 1] + 1 : replaced
        row.append(min(replaced, swapped, last[j + 1] + 1, row[j] + 1))
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }

  private static func letters(_ word: String) -> [UInt8] { Array(word.lowercased().utf8) }
}

/// A list in which equal values in a row take the memory of one.
struct RunList<Value: Hashable & Sendable>: Hashable, Sendable {
  private struct Run: Hashable, Sendable {
    var start: Int
    var value: Value
  }

  private var runs: [Run] = []
  /// The number of values.
  private(set) var count = 0

  /// The value at `index`, counted from 0. O(1) in the last run, else O(log runs).
  /// - Precondition: `0 <= index < count`.
  subscript(index: Int) -> Value {
    let last = runs.count - 1
    if runs[last].start <= index { return runs[last].value }
    var (low, high) = (0, last)
    while high - low > 1 {
      let middle = (low + high) / 2
      if runs[middle].start <= index { low = middle } else { high = middle }
    }
    return runs[low].value
  }

  var last: Value? { runs.last?.value }

  /// O(1) amortized.
  mutating func append(_ value: Value) {
    if runs.last?.value != value { runs.append(Run(start: count, value: value)) }
    count += 1
  }

  /// How many values are left where those at the end are removed that `belongs` holds for. O(runs that it holds for).
  func count(withoutLast belongs: (Value) -> Bool) -> Int {
    var end = count
    for run in runs.reversed() {
      if !belongs(run.value) { break }
      end = run.start
    }
    return end
  }
}

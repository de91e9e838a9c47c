import Simulator

/// What runs without a failure show: a bound of the probability that a run fails, at a confidence of 95 %.
///
/// It is about runs that are drawn as these were, and about failures that these checks find. If a run failed with a
/// probability of p or more, no failure in n runs would have a probability of at most (1 - p)^n. The bound is the p for
/// which that is 5 %: about 3/n.
package struct FailureBound: Hashable {
  /// The number of runs, all without a failure.
  package let runs: Int

  /// The bound of `runs` runs without a failure; `nil` if there are none.
  package init?(runs: Int) {
    guard runs > 0 else { return nil }
    self.runs = runs
  }

  /// The bound, as a fraction of all runs.
  package var probability: Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<64 {
      let middle = (low + high) / 2
      if Self.power(1 - middle, runs) > 0.05 { low = middle } else { high = middle }
    }
    return high
  }

  /// At most one run in so many fails; rounded down to three digits.
  package var oneIn: Int {
    let exact = Int(1 / probability)
    var scale = 1
    while exact / scale >= 1000 { scale *= 10 }
    return exact / scale * scale
  }

  /// The bound in words: `3 %`, `1 in 6,670`.
  package var text: String {
    probability >= 0.01 ? "\(Int((probability * 100).rounded(.up))) %" : "1 in \(Readable.count(oneIn))"
  }

  /// What the runs show, in one sentence.
  package var sentence: String {
    "\(Readable.count(runs, "run")) without a failure: with 95 % confidence, the probability that a run of this "
      + "distribution fails is below \(text)"
  }

  /// `base` to the power of `exponent`, in multiplications whose result is the same everywhere.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}

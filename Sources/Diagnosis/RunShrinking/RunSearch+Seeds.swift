import Simulator

/// Search for the same failure under other seeds.
extension RunSearch {
  /// After how many seeds in a row without a smaller run the search ends.
  private static let patience = 64

  /// Tries the scenario under other seeds, as long as no override names decisions of this one.
  mutating func tryOtherSeeds() {
    while goesOn, best.plan.overrides.isEmpty {
      let plan = best.plan
      let plans = (1...UInt64(Self.patience)).map { offset in
        var other = plan
        other.knownTrap = nil
        other.seed = plan.seed &+ offset
        return other
      }
      guard takeFirst(of: plans) else { return }
    }
  }
}

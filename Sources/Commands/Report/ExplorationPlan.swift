import ModelChecker
import Simulator

/// What a command line asks `raftsim explore` for.
struct ExplorationPlan {
  var search: ClusterSearch
  let limits: ClusterSearch.Limits
  /// The number of random walks, if they are wanted, and their seed.
  let walks: (count: Int, seed: UInt64)?
  /// What ends it early.
  let budget: SearchBudget
  /// Whether `Conformance` was asked for by name.
  let asksForConformance: Bool
  /// What is missing at the end of the trace that is explored around, if it was cut.
  let cut: String?

  static let walkDepth = 100
}

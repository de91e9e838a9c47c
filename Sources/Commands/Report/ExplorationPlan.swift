import ModelChecker
import Simulator

/// What a command line asks `raftsim explore` for.
struct ExplorationPlan {
  let search: ClusterSearch
  let limits: ClusterSearch.Limits
  /// The number of random walks, if they are wanted, and their seed.
  let walks: (count: Int, seed: UInt64)?
  /// How long it may take, in microseconds.
  let time: Int?
  /// What the search begins with, if it is around a trace.
  let scheduleStart: ScheduleStart?
  /// Whether the trace file for a counterexample was asked for.
  let keepsTrace: String?
  /// Whether `Conformance` was asked for by name.
  let asksForConformance: Bool

  static let walkDepth = 100
}

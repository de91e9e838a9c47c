import ModelChecker

/// A search that has ended: with a report or with an error.
struct SearchAttempt: TrapFinder {
  private let outcome: Result<ExplorationReport, any Error>

  init(_ search: () throws -> ExplorationReport) { outcome = Result(catching: search) }

  func report() throws -> ExplorationReport { try outcome.get() }

  func mayHaveFound(trap name: String) -> Bool {
    guard case .success(let report) = outcome else { return true }
    return report.brokenName == name || report.brokenName == ClusterSearch.progressProperty
      || [.interrupted, .memory, .time].contains(report.stopReason)
  }
}

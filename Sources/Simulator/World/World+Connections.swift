import RaftCore
import TraceChecker

extension World {
  mutating func handle(_ occurrence: ConnectionOccurrence) {
    statistics.events += 1
    channels.handle(occurrence, now: now)
    if case .introducerRestart = occurrence { planFault(.introducerCrash) }
  }

  /// The faults of connections end: nothing breaks from now on, and an introducer that is down restarts. Channels that
  /// are broken are set up again within `Connections.setUpBound`.
  mutating func endConnectionFaults() { channels.endFaults(scenario) }
}

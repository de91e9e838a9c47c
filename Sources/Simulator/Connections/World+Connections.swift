import RaftCore
import TraceChecker

extension World {
  mutating func beginConnections() { if channels.isOn { channels.planFaults(now: now) } }

  mutating func handle(_ occurrence: ConnectionOccurrence) {
    statistics.events += 1
    channels.handle(occurrence, now: now)
  }

  /// The faults of connections end: as the world's scenario is now, nothing breaks, and an introducer that is down
  /// restarts. Channels that are broken are set up again within `Connections.setUpBound`.
  mutating func ceaseConnections() { channels.cease(scenario) }
}

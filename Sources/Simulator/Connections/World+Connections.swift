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
  mutating func ceaseConnections() { channels.cease(scenario) }

  /// Lets a message out through its channel. Returns whether there is one.
  mutating func findsChannel(_ index: Int) -> Bool {
    if let found = channels.passage(of: effects.messages[index], now: now) {
      passage = found
      return true
    }
    TraceAdapter.describe(effects.messages[index], in: &event.message)
    emitLoss(.noChannel)
    return false
  }

  /// Whether a message that is there gets through to its server.
  mutating func isAdmitted(_ slot: UInt32) -> Bool {
    channels.admits(messages[slot].message, messages[slot].passage, now: now)
  }
}

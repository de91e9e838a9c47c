/// Pauses of hosts: the timers of a paused host fire when it resumes.
extension Channels {
  /// Whether an occurrence at a paused host must wait; otherwise it is only forgotten.
  mutating func holdUp(_ occurrence: ConnectionOccurrence, at time: Int) -> Bool {
    switch occurrence {
    case .join(let server): hosts[Int(server)].joinTimer.holdUp(at: time)
    case .retry(let end): ends[Int(end)].retryTimer.holdUp(at: time)
    case .look(let end): ends[Int(end)].lookTimer.holdUp(at: time)
    case .signal, .introducerRestart: true
    }
  }

  /// A signal that waited is lost.
  mutating func lose(_ slot: UInt32) { signals.remove(slot) }

  /// Whether one that waited must be planned for `now`.
  mutating func fire(_ occurrence: ConnectionOccurrence, at now: Int) -> Bool {
    switch occurrence {
    case .join(let server): hosts[Int(server)].joinTimer.fire(at: now, ifOverdue: true)
    case .retry(let end): ends[Int(end)].retryTimer.fire(at: now, ifOverdue: true)
    case .look(let end): ends[Int(end)].lookTimer.fire(at: now, ifOverdue: true)
    case .signal, .introducerRestart: true
    }
  }
}

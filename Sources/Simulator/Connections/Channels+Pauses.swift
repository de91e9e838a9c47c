/// Hosts that stand still: their timers come up when they go on.
extension Channels {
  /// Whether an occurrence at a host that stands still must wait, and not only be forgotten.
  mutating func holdUp(_ occurrence: ConnectionOccurrence, at time: Int) -> Bool {
    switch occurrence {
    case .join(let server): hosts[Int(server)].joinTimer.holdUp(at: time)
    case .retry(let end): ends[Int(end)].retryTimer.holdUp(at: time)
    case .look(let end): ends[Int(end)].lookTimer.holdUp(at: time)
    case .signal, .introducerRestart: true
    }
  }

  /// Whether one that waited must be planned for `now`.
  mutating func comeUp(_ occurrence: ConnectionOccurrence, at now: Int) -> Bool {
    switch occurrence {
    case .join(let server): hosts[Int(server)].joinTimer.comeUp(at: now, ifOverdue: true)
    case .retry(let end): ends[Int(end)].retryTimer.comeUp(at: now, ifOverdue: true)
    case .look(let end): ends[Int(end)].lookTimer.comeUp(at: now, ifOverdue: true)
    case .signal, .introducerRestart: true
    }
  }
}

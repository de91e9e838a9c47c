/// What the world knows of a host beside its server, its disk and its timers.
struct HostState {
  /// How many delays were drawn for the heartbeat timer in the server's term.
  var heartbeatTimeouts = CountWithin()
  /// When the current pause ends.
  var pausedUntil = 0
  /// When the server that is down starts again; `Int.max` for never.
  var restartsAt = Int.max
  /// How often the server will crash again, in the current crash loop.
  var crashesToCome = 0
  /// When it does so next; `Int.max` while it is down.
  var crashesAgainAt = Int.max
  /// How many times between crashes and restarts were drawn in the current crash loop; `number` is that of the loop.
  var loopDelays = CountWithin()
  /// How often the newcomer on a destroyed server's host has asked to join.
  var joinRequests = 0
  /// When the server started last.
  var startedAt = 0
  /// How often in a row the server crashed soon after it had started.
  var hastyCrashes = 0
  /// Whether it comes back from a long absence.
  var isLongAbsent = false
  /// How often its disk was destroyed: more than once only if a planted defect lets the server come back.
  var destructions = 0
  /// Whether its disk was destroyed: the server never comes back.
  var isDestroyed = false

  /// Takes note of a crash: within `soon` of the start, it is a hasty one.
  mutating func noteCrash(at now: Int, _ soon: Int) {
    hastyCrashes = now - startedAt < soon ? hastyCrashes + 1 : 0
    pausedUntil = 0
    (restartsAt, crashesAgainAt) = (.max, .max)
  }

  /// Takes note of a restart.
  mutating func noteRestart(at now: Int) {
    startedAt = now
    restartsAt = .max
  }
}

extension Host {
  /// Whether its disk was destroyed: the server never comes back.
  var isDestroyed: Bool { state.isDestroyed }

  /// Whether the server can never run again: its disk is destroyed or corrupt.
  var isGone: Bool { isDestroyed || !isUp && !disk.isReadable }
}

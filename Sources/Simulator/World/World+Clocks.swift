import RaftCore

/// A timer of a server.
enum TimerKind: Int {
  case election
  case heartbeat
}

extension World {
  /// When a timer of a server comes up that is set now to run for `delay` by the clock of its host: the one place where
  /// drift, and timers that are early or late, come in.
  @inline(__always)
  mutating func deadline(_ delay: Int, _ timer: TimerKind, of id: ServerID) -> Int {
    scenario.timeFaults.bendTimers ? bentDeadline(delay, timer, of: id) : now + delay
  }

  private mutating func bentDeadline(_ delay: Int, _ timer: TimerKind, of id: ServerID) -> Int {
    if timer == .heartbeat { nodes[id].host.heartbeatTimeouts += 1 }
    let rate = clockRate(of: id)
    let trueDelay = delay * 1_000_000 / (1_000_000 + rate)
    let faults = scenario.timeFaults
    let (subject, count) = (subject(timer, id), count(timer, id))
    return switch bend(timer, of: id) {
    case .none: now + max(1, trueDelay)
    case .early: now + max(1, trueDelay - 1 - random.below(faults.timerEarlyBy, .timerEarlyBy, subject, count))
    case .late: now + trueDelay + 1 + random.below(faults.timerLateBy, .timerLateBy, subject, count)
    }
  }

  private enum Bend {
    case none
    case early
    case late
  }

  /// Whether the timer comes up at another time than its clock says, as it was set last.
  private func bend(_ timer: TimerKind, of id: ServerID) -> Bend {
    let (subject, count) = (subject(timer, id), count(timer, id))
    if random.happens(scenario.timeFaults.timerEarly, .timerEarly, subject, count) { return .early }
    return random.happens(scenario.timeFaults.timerLate, .timerLate, subject, count) ? .late : .none
  }

  private func subject(_ timer: TimerKind, _ id: ServerID) -> Int { 2 * id + timer.rawValue }

  private func count(_ timer: TimerKind, _ id: ServerID) -> Int {
    timer == .election ? nodes[id].electionTimeouts : nodes[id].host.heartbeatTimeouts
  }

  /// By how much a server's clock is too fast, in parts per million; too slow, if it is less than zero.
  func clockRate(of id: ServerID) -> Int {
    let drift = scenario.timeFaults.clockDrift
    return random.below(2 * drift + 1, .drift, id, 0) - drift
  }

  /// How much time has passed since the true time `past` by the clock of a server.
  func elapsed(since past: Int, of id: ServerID) -> Int {
    (now - past) * (1_000_000 + clockRate(of: id)) / 1_000_000
  }

  /// Counts a timer that comes up, by what bent it.
  @inline(__always)
  mutating func countBent(_ timer: TimerKind, of id: ServerID) {
    if scenario.timeFaults.bendTimers { countBend(timer, of: id) }
  }

  private mutating func countBend(_ timer: TimerKind, of id: ServerID) {
    if clockRate(of: id) != 0 { statistics.clock.drifted += 1 }
    switch bend(timer, of: id) {
    case .none: break
    case .early: statistics.clock.early += 1
    case .late: statistics.clock.late += 1
    }
  }

  /// Clocks go right from now on, no timer is late any more, and every host goes on. The scenario's faults of time are
  /// off by then.
  mutating func ceaseTime() {
    for id in nodes.indices {
      if pauses.isPaused(id) { resume(id) }
      let latest = now + scenario.electionTimeout + scenario.electionSpread
      if let time = nodes[id].electionTimer.bringForward(to: latest) {
        queue.push(.electionTimer(UInt8(id)), at: time)
      }
      if let time = nodes[id].heartbeatTimer.bringForward(to: now + scenario.heartbeat) {
        queue.push(.heartbeatTimer(UInt8(id)), at: time)
      }
    }
  }
}

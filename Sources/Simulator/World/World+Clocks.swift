import RaftCore

extension World {
  /// The time at which a server's timer fires that is set now to `delay` by the clock of its host: the only place that
  /// accounts for clock drift, and for timers that are early or late.
  @inline(__always)
  mutating func deadline(_ delay: Int, _ timer: TimerKind, of id: ServerID) -> Int {
    scenario.timeFaults.shiftTimers ? shiftedDeadline(delay, timer, of: id) : now + delay
  }

  private mutating func shiftedDeadline(_ delay: Int, _ timer: TimerKind, of id: ServerID) -> Int {
    if timer == .heartbeat { hosts[id].state.heartbeatTimeouts.next(within: hosts[id].server.currentTerm) }
    let rate = clockRate(of: id)
    let trueDelay = delay * 1_000_000 / (1_000_000 + rate)
    let faults = scenario.timeFaults
    let (subject, set) = (subject(timer, id), lastSet(timer, id))
    switch shift(timer, of: id) {
    case .none: return now + max(1, trueDelay)
    case .early:
      let early = random.below(faults.timerEarlyBy.microseconds, .timerEarlyBy, subject, set.count, within: set.number)
      return now + max(1, trueDelay - 1 - early)
    case .late:
      let late = random.below(faults.timerLateBy.microseconds, .timerLateBy, subject, set.count, within: set.number)
      return now + trueDelay + 1 + late
    }
  }

  private enum TimerShift {
    case none
    case early
    case late
  }

  /// Whether the timer, as it was last set, fires early, late or on time by its clock.
  private func shift(_ timer: TimerKind, of id: ServerID) -> TimerShift {
    let (subject, set, faults) = (subject(timer, id), lastSet(timer, id), scenario.timeFaults)
    if random.happens(faults.timerEarly, .timerEarly, subject, set.count, within: set.number) { return .early }
    return random.happens(faults.timerLate, .timerLate, subject, set.count, within: set.number) ? .late : .none
  }

  private func subject(_ timer: TimerKind, _ id: ServerID) -> Int { 2 * id + timer.rawValue }

  /// The term in which a timer was set last, and how often it was set in that term.
  private func lastSet(_ timer: TimerKind, _ id: ServerID) -> CountWithin {
    timer == .election ? hosts[id].electionTimeouts : hosts[id].state.heartbeatTimeouts
  }

  /// By how much a server's clock is too fast, in parts per million; too slow, if it is less than zero.
  func clockRate(of id: ServerID) -> Int {
    let drift = scenario.timeFaults.clockDrift.partsPerMillion
    return random.below(2 * drift + 1, .drift, id, 0) - drift
  }

  /// How much time has passed since the true time `past` by the clock of a server.
  func elapsed(since past: Int, of id: ServerID) -> Int {
    (now - past) * (1_000_000 + clockRate(of: id)) / 1_000_000
  }

  /// Counts a timer that fires: one on a drifting clock, one that is early, or one that is late.
  @inline(__always)
  mutating func countShiftedTimer(_ timer: TimerKind, of id: ServerID) {
    if scenario.timeFaults.shiftTimers { countShift(timer, of: id) }
  }

  private mutating func countShift(_ timer: TimerKind, of id: ServerID) {
    if clockRate(of: id) != 0 { statistics.clock.drifted += 1 }
    switch shift(timer, of: id) {
    case .none: break
    case .early: statistics.clock.early += 1
    case .late: statistics.clock.late += 1
    }
  }

  /// Ends the faults of time: clocks run true from now on, no timer is late any more, and every host resumes. They are
  /// off in the scenario by then.
  mutating func endTimeFaults() {
    for id in hosts.indices {
      if pauses.isPaused(id) { resume(id) }
      let latest = now + (scenario.electionTimeout + scenario.electionSpread).microseconds
      if let time = hosts[id].electionTimer.bringForward(to: latest) {
        queue.push(.electionTimer(UInt8(id)), at: time)
      }
      if let time = hosts[id].heartbeatTimer.bringForward(to: now + scenario.heartbeat.microseconds) {
        queue.push(.heartbeatTimer(UInt8(id)), at: time)
      }
    }
  }
}

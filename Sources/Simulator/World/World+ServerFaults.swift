import RaftCore
import TraceChecker

extension World {
  /// All servers that are up crash in one moment, and restart each in its own time.
  mutating func failPower(_ number: Int) -> Bool {
    let up = hosts.indices.filter { hosts[$0].isUp }
    guard !up.isEmpty else { return false }
    statistics.servers.poweredOff += up.count
    for id in up {
      crash(id)
      planRestart(id, in: random.around(scenario.downtime, .powerDowntime, id, number))
    }
    return true
  }

  /// Takes a server down for a long time, unless another one is. The others continue without it, and append
  /// entries that it lacks.
  mutating func sendAway(_ id: ServerID, _ number: Int) -> Bool {
    guard !hosts.indices.contains(where: { hosts[$0].state.isLongAbsent }) else { return false }
    crash(id)
    hosts[id].state.isLongAbsent = true
    let duration = scenario.serverFaults.absenceDuration
    planRestart(id, in: random.around(duration, .absenceDuration, 0, number))
    return true
  }

  /// Counts how many entries a server lacks when it restarts after a long absence.
  mutating func returnsFromAbsence(_ id: ServerID) {
    guard hosts[id].state.isLongAbsent else { return }
    hosts[id].state.isLongAbsent = false
    let longest = hosts.indices.map { hosts[$0].server.lastIndex }.max() ?? 0
    statistics.servers.entriesBehind += longest - hosts[id].server.lastIndex
  }

  // MARK: Crash loops

  /// A server crashes, and again shortly after each restart.
  mutating func beginCrashLoop(_ id: ServerID, _ number: Int) -> Bool {
    let longest = scenario.serverFaults.crashLoopLength
    hosts[id].state.crashesToCome = 1 + random.below(longest - 1, .crashLoopLength, 0, number)
    crashInLoop(id, number: number)
    return true
  }

  private mutating func crashInLoop(_ id: ServerID, number: Int) {
    crash(id)
    planRestart(id, in: loopDelay(id, number: number))
  }

  /// A time from a crash of a loop to the restart, or from there to the next crash.
  private mutating func loopDelay(_ id: ServerID, number: Int) -> Int {
    let delay = hosts[id].state.loopDelays.next(within: number)
    let mean = scenario.serverFaults.crashLoopBeat
    return 1 + random.around(mean, .crashLoopBeat, id, delay.count, within: delay.number)
  }

  /// Plans the next crash of a server in a crash loop.
  mutating func returnsToLoop(_ id: ServerID) {
    guard hosts[id].state.crashesToCome > 0 else { return }
    let time = now + loopDelay(id, number: hosts[id].state.loopDelays.number)
    hosts[id].state.crashesAgainAt = time
    queue.push(.host(.crashAgain(UInt8(id))), at: time)
  }

  /// The next crash of a loop, if another crash did not come before, and the loop is not over.
  mutating func crashAgain(_ id: ServerID) {
    guard hosts[id].state.crashesAgainAt == now, hosts[id].state.crashesToCome > 0 else { return }
    statistics.events += 1
    statistics.servers.crashesAgain += 1
    hosts[id].state.crashesToCome -= 1
    crashInLoop(id, number: hosts[id].state.loopDelays.number)
  }

  // MARK: The end

  /// Servers that are down start soon, and crash loops are over. Whose disk was destroyed never comes back. The
  /// scenario's faults of servers are off by then.
  mutating func endServerFaults() {
    for id in hosts.indices {
      hosts[id].state.crashesToCome = 0
      guard !hosts[id].isUp, hosts[id].state.restartsAt != .max else { continue }
      let soon = random.around(scenario.electionTimeout, .hastyRestart, id, 0)
      if hosts[id].state.restartsAt > now + soon { planRestart(id, in: soon) }
    }
  }
}

import RaftCore
import TraceChecker

extension World {
  /// All servers that are up crash in one moment, and restart each in its own time.
  mutating func failPower(_ number: Int) -> Bool {
    let up = nodes.indices.filter { nodes[$0].isUp }
    guard !up.isEmpty else { return false }
    statistics.servers.poweredOff += up.count
    for id in up {
      crash(id)
      planRestart(id, in: random.around(scenario.downtime, .powerDowntime, id, number))
    }
    return true
  }

  /// A server is gone for long, if no other one is: the others go on without it, and leave it behind.
  mutating func sendAway(_ id: ServerID, _ number: Int) -> Bool {
    guard !nodes.indices.contains(where: { nodes[$0].host.isLongAbsent }) else { return false }
    crash(id)
    nodes[id].host.isLongAbsent = true
    let duration = scenario.serverFaults.absenceDuration
    planRestart(id, in: random.around(duration, .absenceDuration, 0, number))
    return true
  }

  /// Counts how far a server is behind that was gone for long and restarts.
  mutating func returnsFromAbsence(_ id: ServerID) {
    guard nodes[id].host.isLongAbsent else { return }
    nodes[id].host.isLongAbsent = false
    let longest = nodes.indices.map { nodes[$0].server.lastIndex }.max() ?? 0
    statistics.servers.entriesBehind += longest - nodes[id].server.lastIndex
  }

  // MARK: Crash loops

  /// A server crashes, and again shortly after each restart.
  mutating func beginCrashLoop(_ id: ServerID, _ number: Int) -> Bool {
    let longest = scenario.serverFaults.crashLoopLength
    nodes[id].host.crashesToCome = 1 + random.below(longest - 1, .crashLoopLength, 0, number)
    crashInLoop(id, number: number)
    return true
  }

  private mutating func crashInLoop(_ id: ServerID, number: Int) {
    crash(id)
    planRestart(id, in: loopBeat(id, number: number))
  }

  /// A time from a crash of a loop to the restart, or from there to the next crash.
  private mutating func loopBeat(_ id: ServerID, number: Int) -> Int {
    let beat = nodes[id].host.loopBeats.next(within: number)
    let mean = scenario.serverFaults.crashLoopBeat
    return 1 + random.around(mean, .crashLoopBeat, id, beat.count, within: beat.number)
  }

  /// Plans the next crash of a server in a crash loop.
  mutating func returnsToLoop(_ id: ServerID) {
    guard nodes[id].host.crashesToCome > 0 else { return }
    let time = now + loopBeat(id, number: nodes[id].host.loopBeats.number)
    nodes[id].host.crashesAgainAt = time
    queue.push(.host(.crashAgain(UInt8(id))), at: time)
  }

  /// The next crash of a loop, if another crash did not come before, and the loop is not over.
  mutating func crashAgain(_ id: ServerID) {
    guard nodes[id].host.crashesAgainAt == now, nodes[id].host.crashesToCome > 0 else { return }
    statistics.events += 1
    statistics.servers.crashesAgain += 1
    nodes[id].host.crashesToCome -= 1
    crashInLoop(id, number: nodes[id].host.loopBeats.number)
  }

  // MARK: The end

  /// Servers that are down start soon, and crash loops are over. Whose disk was destroyed never comes back. The
  /// scenario's faults of servers are off by then.
  mutating func ceaseServers() {
    for id in nodes.indices {
      nodes[id].host.crashesToCome = 0
      guard !nodes[id].isUp, nodes[id].host.restartsAt != .max else { continue }
      let soon = random.around(scenario.electionTimeout, .hastyRestart, id, 0)
      if nodes[id].host.restartsAt > now + soon { planRestart(id, in: soon) }
    }
  }
}

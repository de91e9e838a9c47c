import RaftCore
import TraceChecker

/// How often each kind of fault of servers was planned: the count of its decisions.
struct ServerPlans {
  private var counts = Array(repeating: 0, count: ServerFault.allCases.count)
  /// How many disks were destroyed.
  var destroyed = 0

  subscript(_ kind: ServerFault) -> Int {
    get { counts[Int(kind.rawValue)] }
    set { counts[Int(kind.rawValue)] = newValue }
  }
}

extension World {
  mutating func planServerFaults() {
    for kind in ServerFault.allCases { plan(kind) }
  }

  private mutating func plan(_ kind: ServerFault) {
    let interval = scenario.serverFaults.interval(kind)
    guard interval > 0 else { return }
    serverPlans[kind] += 1
    let delay = random.around(interval, .serverFaultTime, Int(kind.rawValue), serverPlans[kind])
    queue.push(.host(.fault(kind)), at: now + delay)
  }

  mutating func occurs(_ kind: ServerFault) {
    guard scenario.serverFaults.interval(kind) > 0 else { return }
    statistics.events += 1
    let up = nodes.indices.filter { nodes[$0].isUp }
    if kind == .powerFailure {
      failPower(up)
    } else if let id = victim(among: up, .serverFaultVictim, Int(kind.rawValue), serverPlans[kind]) {
      switch kind {
      case .crashLoop: beginCrashLoop(id)
      case .absence: sendAway(id)
      case .destruction: destroyDisk(of: id)
      case .powerFailure: break
      }
    }
    plan(kind)
  }

  /// All servers that are up crash in one moment, and restart each in its own time.
  private mutating func failPower(_ up: [ServerID]) {
    guard !up.isEmpty else { return }
    statistics.servers.powerFailures += 1
    statistics.servers.poweredOff += up.count
    for id in up {
      crash(id)
      planRestart(id, in: random.around(scenario.downtime, .powerDowntime, id, serverPlans[.powerFailure]))
    }
  }

  /// A server is gone for long, if no other one is: the others go on without it, and leave it behind.
  private mutating func sendAway(_ id: ServerID) {
    guard !nodes.indices.contains(where: { nodes[$0].host.isLongAbsent }) else { return }
    statistics.servers.absences += 1
    crash(id)
    nodes[id].host.isLongAbsent = true
    let duration = scenario.serverFaults.absenceDuration
    planRestart(id, in: random.around(duration, .absenceDuration, id, serverPlans[.absence]))
  }

  /// Counts how far a server is behind that was gone for long and restarts.
  mutating func returnsFromAbsence(_ id: ServerID) {
    guard nodes[id].host.isLongAbsent else { return }
    nodes[id].host.isLongAbsent = false
    let longest = nodes.indices.map { nodes[$0].server.lastIndex }.max() ?? 0
    statistics.servers.entriesBehind += longest - nodes[id].server.lastIndex
  }

  // MARK: Crash loops

  private mutating func beginCrashLoop(_ id: ServerID) {
    statistics.servers.crashLoops += 1
    let count = serverPlans[.crashLoop]
    let longest = scenario.serverFaults.crashLoopLength
    nodes[id].host.crashesToCome = 1 + random.below(longest - 1, .crashLoopLength, id, count)
    crashInLoop(id)
  }

  private mutating func crashInLoop(_ id: ServerID) {
    crash(id)
    planRestart(id, in: loopBeat(id))
  }

  /// A time from a crash of a loop to the restart, or from there to the next crash.
  private mutating func loopBeat(_ id: ServerID) -> Int {
    nodes[id].host.loopBeats += 1
    return 1 + random.around(scenario.serverFaults.crashLoopBeat, .crashLoopBeat, id, nodes[id].host.loopBeats)
  }

  /// Plans the next crash of a server in a crash loop.
  mutating func returnsToLoop(_ id: ServerID) {
    guard nodes[id].host.crashesToCome > 0 else { return }
    let time = now + loopBeat(id)
    nodes[id].host.crashesAgainAt = time
    queue.push(.host(.crashAgain(UInt8(id))), at: time)
  }

  /// The next crash of a loop, if another crash did not come before, and the loop is not over.
  mutating func crashAgain(_ id: ServerID) {
    guard nodes[id].host.crashesAgainAt == now, nodes[id].host.crashesToCome > 0 else { return }
    statistics.events += 1
    statistics.servers.crashesAgain += 1
    nodes[id].host.crashesToCome -= 1
    crashInLoop(id)
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

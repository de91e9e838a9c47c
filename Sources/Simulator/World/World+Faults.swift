import RaftCore
import TraceChecker

extension World {
  mutating func planCrash() {
    guard scenario.crashInterval > 0 else { return }
    crashPlans += 1
    queue.push(.crash, at: now + random.around(scenario.crashInterval, .crashTime, 0, crashPlans))
  }

  /// Crashes a server: the leader half of the time, any that is up else.
  mutating func crash() {
    guard scenario.crashInterval > 0 else { return }
    statistics.events += 1
    defer { planCrash() }
    guard let victim = victim(among: nodes.indices.filter { nodes[$0].isUp }, .crashVictim, 0, crashPlans) else {
      return
    }
    statistics.crashes += 1
    crash(victim)
    planRestart(victim, in: random.around(scenario.downtime, .downtime, victim, crashPlans))
  }

  /// One of `servers` that a fault hits: half of the time the leader, if it is among them.
  mutating func victim(
    among servers: [ServerID], _ stream: KeyedRandom.Stream, _ kind: Int, _ count: Int
  ) -> ServerID? {
    guard !servers.isEmpty else { return nil }
    let leader = servers.last { nodes[$0].server.role == .leader }
    let aimsAtLeader = random.below(2, stream, 2 * kind + 1, count) == 0
    let any = servers[random.below(servers.count, stream, 2 * kind, count)]
    return aimsAtLeader ? leader ?? any : any
  }

  /// Stops a server, and loses what waited for it.
  mutating func crash(_ id: ServerID) {
    nodes[id].host.crashes += 1
    crashDisk(of: id)
    nodes[id].crash(&recorder.step)
    if hasSlowDisks { describeReportedState(of: id) }
    if channels.isOn { channels.crash(id, now: now) }
    nodes[id].electionTimer.stop()
    nodes[id].heartbeatTimer.stop()
    nodes[id].host.noteCrash(at: now, scenario.electionTimeout)
    reportStep(.crash)
    if pauses.isAnyPaused { loseWaiting(of: id) }
  }

  mutating func planRestart(_ id: ServerID, in delay: Int) {
    nodes[id].host.restartsAt = now + delay
    queue.push(.restart(UInt8(id)), at: now + delay)
  }

  /// Starts a server again from its disk.
  mutating func restart(_ id: ServerID) {
    guard nodes[id].host.restartsAt == now, healing?.keepsDown(id) != true, !givesUp(id) else { return }
    statistics.events += 1
    guard nodes[id].disk.isReadable else { return statistics.disk.bitFlipsDetected += 1 }
    statistics.restarts += 1
    restartServer(id)
    nodes[id].host.noteRestart(at: now)
    application.restart(id)
    memory.watch?.restarts(id, now: now)
    if channels.isOn { channels.start(id, now: now) }
    reportStep(.restart)
    returnsFromAbsence(id)
    returnsToLoop(id)
    setTimers(id)
  }
}

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
    let up = nodes.indices.filter { nodes[$0].isUp }
    guard !up.isEmpty else { return }
    let leader = up.last { nodes[$0].server.role == .leader }
    let aimsAtLeader = random.below(2, .crashVictim, 1, crashPlans) == 0
    let victim = up[random.below(up.count, .crashVictim, 0, crashPlans)]
    crash(aimsAtLeader ? leader ?? victim : victim)
  }

  mutating func crash(_ id: ServerID) {
    statistics.crashes += 1
    nodes[id].crash(&event)
    if channels.isOn { channels.crash(id, now: now) }
    nodes[id].electionTimer.stop()
    nodes[id].heartbeatTimer.stop()
    queue.push(.restart(UInt8(id)), at: now + random.around(scenario.downtime, .downtime, id, crashPlans))
    emit(.crash)
  }

  /// Starts a server again from its disk.
  mutating func restart(_ id: ServerID) {
    guard !nodes[id].isUp, healing?.keepsDown(id) != true else { return }
    statistics.events += 1
    statistics.restarts += 1
    nodes[id].restart(rules, &effects, &event)
    application.restart(id)
    if channels.isOn { channels.start(id, now: now) }
    emit(.restart)
    setTimers(id)
  }
}

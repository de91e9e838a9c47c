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
    statistics.events += 1
    defer { planCrash() }
    let up = nodes.indices.filter { nodes[$0].isUp }
    guard !up.isEmpty else { return }
    let leader = up.last { nodes[$0].server.role == .leader }
    let aimsAtLeader = random.below(2, .crashVictim, 1, crashPlans) == 0
    let victim = up[random.below(up.count, .crashVictim, 0, crashPlans)]
    let id = aimsAtLeader ? leader ?? victim : victim
    crash(id, downtime: random.around(scenario.downtime, .downtime, id, crashPlans))
  }

  mutating func crash(_ id: ServerID, downtime: Int) {
    statistics.crashes += 1
    crashDisk(of: id)
    nodes[id].crash(&event)
    if hasSlowDisks { describeToldState(of: id) }
    nodes[id].electionTimer.stop()
    nodes[id].heartbeatTimer.stop()
    queue.push(.restart(UInt8(id)), at: now + downtime)
    emit(.crash)
  }

  /// Starts a server again from its disk.
  mutating func restart(_ id: ServerID) {
    statistics.events += 1
    guard nodes[id].disk.isReadable else { return statistics.disk.bitFlipsDetected += 1 }
    statistics.restarts += 1
    nodes[id].restart(rules, &effects, &event)
    if hasSlowDisks { describeLogAgainstTold(of: id) }
    application.restart(id)
    emit(.restart)
    setTimers(id)
  }

  mutating func planPartition() {
    guard scenario.partitionInterval > 0, scenario.servers > 1 else { return }
    partitionPlans += 1
    queue.push(.partition, at: now + random.around(scenario.partitionInterval, .partitionTime, 0, partitionPlans))
  }

  /// Cuts the servers in two groups, none of them empty.
  mutating func partition() {
    statistics.events += 1
    statistics.partitions += 1
    let all = 1 << scenario.servers
    let group = 1 + random.below(all - 2, .partitionGroup, 0, partitionPlans)
    event.group = UInt16(group)
    network.partition(ServerSet(rawValue: UInt16(group)), now: now)
    emitWorldEvent(.partition)
    queue.push(.heal, at: now + random.around(scenario.partitionDuration, .partitionDuration, 0, partitionPlans))
  }

  mutating func heal() {
    statistics.events += 1
    network.heal()
    emitWorldEvent(.heal)
    planPartition()
  }
}

import RaftCore

extension World {
  /// A server's disk is destroyed, and the server never runs again, because its vote and its log are lost. At most a
  /// minority of the disks is destroyed in a run. The host returns with an empty disk as a newcomer with another
  /// identity, which is not a member of the cluster.
  mutating func destroyDisk(of id: ServerID, _ number: Int) -> Bool {
    let destroyed = hosts.indices.reduce(0) { $0 + hosts[$1].state.destructions }
    guard destroyed < scenario.configuration.membership.tolerance else { return false }
    crash(id)
    hosts[id].state.destructions += 1
    hosts[id].disk.destroy()
    let downtime = random.around(scenario.downtime, .destructionDowntime, 0, number)
    guard !hostRules[id].keepsIdentityWithoutDisk else {
      planRestart(id, in: downtime)
      return true
    }
    hosts[id].state.isDestroyed = true
    queue.push(.host(.joinRequest(UInt8(id))), at: now + downtime)
    return true
  }

  /// The newcomer on the host of a destroyed server asks every member for its vote, again and again, because it knows
  /// no leader.
  mutating func requestToJoin(_ id: ServerID) {
    guard scenario.serverFaults.destructionInterval > 0 else { return }
    hosts[id].state.joinRequests += 1
    let joinRequests = hosts[id].state.joinRequests
    for member in hosts.indices where !hosts[member].isDestroyed {
      let link = DecisionKey.link(id, member)
      let delay = scenario.latency.microseconds + random.upTo(scenario.jitter, .joinRequestLatency, link, joinRequests)
      queue.push(.host(.strangerArrives(UInt8(member))), at: now + delay)
    }
    let delay = 1 + random.around(2 * scenario.electionTimeout, .joinRequestTime, id, joinRequests)
    queue.push(.host(.joinRequest(UInt8(id))), at: now + delay)
  }

  /// A stranger's message reaches a member: its host refuses it, and the server never hears of it.
  mutating func strangerArrives(at id: ServerID) {
    guard hosts[id].isUp else { return }
    statistics.events += 1
    statistics.servers.refused += 1
  }
}

import RaftCore
import TraceChecker

extension World {
  /// Ends the faults, and demands that the cluster works again in time: a violation like any other if it does not. In some of
  /// the runs a minority of the servers stays away.
  mutating func recover() {
    scenario = scenario.kind
    let longest = observer.checker.history.servers.map(\.log.count).max() ?? 0
    switch ProgressDemand(scenario, entries: longest + clients.count) {
    case .nothingForTiming: statistics.progress.impossibleForTiming += 1
    case .nothingForSpread: statistics.progress.impossibleForSpread += 1
    case .within(let bound):
      begin(Healing(began: now, deadline: now + bound, absent: minority()))
      pursue(until: now + bound) { $0.statistics.events & 15 == 0 && $0.hasRecovered }
      if !isViolated, !wasCancelled { judgeProgress() }
    }
  }

  private mutating func begin(_ healing: Healing) {
    self.healing = healing
    if healing.absent.rawValue != 0 { statistics.progress.ofQuorum += 1 }
    ceaseNetwork()
    for id in nodes.indices {
      if healing.absent.contains(ServerSet(id)) {
        if nodes[id].isUp { crash(id) }
      } else if !nodes[id].isUp {
        queue.push(.restart(UInt8(id)), at: now + 1 + random.below(scenario.electionTimeout, .quorum, id, 2))
      }
    }
    invoke(scenario.clients)
  }

  /// Nobody, or a minority that the seed draws.
  private func minority() -> ServerSet {
    var absent: ServerSet = []
    let most = (scenario.servers - 1) / 2
    guard most > 0, random.below(3, .quorum, 0, 0) == 0 else { return absent }
    let wanted = 1 + random.below(most, .quorum, 0, 1)
    // From a place of the circle on that the seed draws.
    let first = random.below(scenario.servers, .cutOff, 0, 0)
    for offset in 0..<wanted { absent.formUnion(ServerSet((first + offset) % scenario.servers)) }
    return absent
  }

  /// Whether the cluster works: a leader stands, the new command and all others are answered, and all connected servers have
  /// the same log and know that it is committed.
  var hasRecovered: Bool {
    guard let healing, pendingRequests == 0 else { return false }
    var (leaders, length, hash) = (0, -1, UInt64(0))
    for id in nodes.indices where !healing.absent.contains(ServerSet(id)) {
      guard nodes[id].isUp else { return false }
      let (count, commit, prefix) = standing(id)
      if length < 0 { (length, hash) = (count, prefix) }
      guard count == length, commit == length, prefix == hash else { return false }
      if nodes[id].server.role == .leader { leaders += 1 }
    }
    return leaders == 1
  }

  /// The length of a server's log, how much of it is committed, and its hash.
  private func standing(_ id: ServerID) -> (count: Int, commit: Int, hash: UInt64) {
    let server = observer.checker.history.servers[id]
    return (server.log.count, server.state.commit, server.log.prefixHash(server.log.count))
  }

  private mutating func judgeProgress() {
    guard let healing else { return }
    guard !hasRecovered else {
      statistics.progress.recovered += 1
      statistics.progress.time += now - healing.began
      return
    }
    now = healing.deadline
    let evidence = Evidence(servers: Array(nodes.indices), stallText(healing))
    if observer.stall(evidence, at: event.sequence, now) { noteViolation() }
  }
}
